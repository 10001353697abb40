package io.trefoil.sql.engine.execute.stream;

import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.engine.execute.row.Rows;
import org.jspecify.annotations.Nullable;

/** Rows of expressions; one row without columns for a query without FROM. */
public record Values(Evaluator[][] rows) implements Executable {
    /** SELECT without FROM. */
    public static final Values SINGLE_ROW = new Values(new Evaluator[][] {{}});

    @Override
    public RowCursor open(ExecutionContext context) {
        return new RowCursor() {
            private int position;

            @Override
            public @Nullable Object @Nullable [] next() {
                if (position == rows.length) {
                    return null;
                }
                context.rowPassed();
                return Rows.evaluate(rows[position++], Rows.EMPTY, context);
            }

            @Override
            public void close() {}
        };
    }
}
