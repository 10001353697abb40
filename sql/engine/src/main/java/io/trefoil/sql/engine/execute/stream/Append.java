package io.trefoil.sql.engine.execute.stream;

import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowCursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** UNION ALL: one input after the other; each is opened when its turn comes. */
public record Append(List<Executable> inputs) implements Executable {
    @Override
    public RowCursor open(ExecutionContext context) {
        return new RowCursor() {
            private int nextInput;
            private @Nullable RowCursor current;

            @Override
            public @Nullable Object @Nullable [] next() {
                while (true) {
                    RowCursor open = current;
                    if (open != null) {
                        @Nullable Object[] row = open.next();
                        if (row != null) {
                            return row;
                        }
                        close();
                    }
                    if (nextInput == inputs.size()) {
                        return null;
                    }
                    current = inputs.get(nextInput++).open(context);
                }
            }

            @Override
            public void close() {
                RowCursor open = current;
                current = null;
                if (open != null) {
                    open.close();
                }
            }
        };
    }
}
