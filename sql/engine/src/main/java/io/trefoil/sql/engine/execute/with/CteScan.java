package io.trefoil.sql.engine.execute.with;

import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowCursor;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a WITH query, or of the last round of a recursion. */
public record CteScan(int cell) implements Executable {
    @Override
    public RowCursor open(ExecutionContext context) {
        return new RowCursor() {
            private @Nullable SharedRows rows;
            private long position;

            @Override
            public @Nullable Object @Nullable [] next() {
                SharedRows source = rows;
                if (source == null) {
                    if (!(context.state(cell) instanceof SharedRows found)) {
                        throw new IllegalStateException("no rows in cell " + cell);
                    }
                    source = found;
                    rows = found;
                }
                context.rowPassed();
                return source.get(position++);
            }

            @Override
            public void close() {}
        };
    }
}
