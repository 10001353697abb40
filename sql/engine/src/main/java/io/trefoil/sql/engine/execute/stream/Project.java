package io.trefoil.sql.engine.execute.stream;

import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.engine.execute.row.Rows;
import org.jspecify.annotations.Nullable;

/** Computes a new row of each row. */
public record Project(Executable input, Evaluator[] expressions) implements Executable {
    @Override
    public RowCursor open(ExecutionContext context) {
        return new InputCursor(input.open(context), context) {
            @Override
            public @Nullable Object @Nullable [] next() {
                @Nullable Object[] row = input.next();
                return row == null ? null : Rows.evaluate(expressions, row, context);
            }
        };
    }
}
