package io.trefoil.sql.engine.execute.stream;

import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.row.Rows;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import org.jspecify.annotations.Nullable;

/** The numbers of LIMIT and OFFSET. */
public final class RowCount {
    private RowCount() {}

    /** Rows wanted; practically unbounded without LIMIT. 2201W when negative. */
    public static long limit(@Nullable Evaluator count, ExecutionContext context) {
        Object value = count == null ? null : count.evaluate(Rows.EMPTY, context);
        if (value == null) {
            return Long.MAX_VALUE;
        }
        long rows = ((Number) value).longValue();
        if (rows < 0) {
            throw new SqlStateException(SqlState.INVALID_ROW_COUNT_IN_LIMIT_CLAUSE, "LIMIT must not be negative");
        }
        return rows;
    }

    /** Rows to pass over. 2201X when negative. */
    public static long offset(@Nullable Evaluator offset, ExecutionContext context) {
        Object value = offset == null ? null : offset.evaluate(Rows.EMPTY, context);
        long rows = value == null ? 0 : ((Number) value).longValue();
        if (rows < 0) {
            throw new SqlStateException(
                    SqlState.INVALID_ROW_COUNT_IN_RESULT_OFFSET_CLAUSE, "OFFSET must not be negative");
        }
        return rows;
    }
}
