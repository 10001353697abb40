package io.trefoil.sql.engine.execute.stream;

import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowCursor;
import org.jspecify.annotations.Nullable;

/** Rows of the same values in another order. */
public record Reorder(Executable input, int[] positions) implements Executable {
    @Override
    public RowCursor open(ExecutionContext context) {
        return new InputCursor(input.open(context), context) {
            @Override
            public @Nullable Object @Nullable [] next() {
                @Nullable Object[] row = input.next();
                if (row == null) {
                    return null;
                }
                @Nullable Object[] result = new @Nullable Object[positions.length];
                for (int i = 0; i < positions.length; i++) {
                    result[i] = row[positions[i]];
                }
                return result;
            }
        };
    }
}
