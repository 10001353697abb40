package io.trefoil.sql.engine.execute.stream;

import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.types.SqlType;
import org.jspecify.annotations.Nullable;

/** Keeps the first of neighbouring rows that agree in some columns, NULL agreeing with NULL. */
public record SortedDistinct(Executable input, int[] columns, SqlType[] types) implements Executable {
    @Override
    public RowCursor open(ExecutionContext context) {
        return new InputCursor(input.open(context), context) {
            private @Nullable Object @Nullable [] last;

            @Override
            public @Nullable Object @Nullable [] next() {
                for (@Nullable Object[] row = input.next(); row != null; row = input.next()) {
                    if (last == null || !agree(last, row)) {
                        last = row;
                        return row;
                    }
                }
                return null;
            }
        };
    }

    private boolean agree(@Nullable Object[] left, @Nullable Object[] right) {
        for (int i = 0; i < columns.length; i++) {
            Object a = left[columns[i]];
            Object b = right[columns[i]];
            if (a == null || b == null ? a != b : !types[i].equal(a, b)) {
                return false;
            }
        }
        return true;
    }
}
