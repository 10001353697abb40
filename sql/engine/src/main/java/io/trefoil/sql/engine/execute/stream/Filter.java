package io.trefoil.sql.engine.execute.stream;

import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.engine.execute.row.Rows;
import org.jspecify.annotations.Nullable;

/** Keeps the rows for which a condition is true. */
public record Filter(Executable input, Evaluator condition) implements Executable {
    @Override
    public RowCursor open(ExecutionContext context) {
        return new InputCursor(input.open(context), context) {
            @Override
            public @Nullable Object @Nullable [] next() {
                for (@Nullable Object[] row = input.next(); row != null; row = input.next()) {
                    if (Rows.isTrue(condition.evaluate(row, context))) {
                        return row;
                    }
                }
                return null;
            }
        };
    }
}
