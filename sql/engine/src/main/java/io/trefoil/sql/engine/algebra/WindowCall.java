package io.trefoil.sql.engine.algebra;

import io.trefoil.sql.functions.AggregateBody;
import io.trefoil.sql.types.SqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One window function call; scalars are in terms of the Window node's input row.
 *
 * @param name row_number, rank, dense_rank, percent_rank, cume_dist, ntile, lag, lead, first_value, last_value,
 *     nth_value, or an aggregate's name
 * @param aggregate the body when an aggregate is used as a window function, else null
 */
public record WindowCall(
        String name,
        @Nullable AggregateBody aggregate,
        List<Scalar> arguments,
        @Nullable Scalar filter,
        List<Scalar> partitionBy,
        List<AggregateCall.Order> orderBy,
        Frame frame,
        SqlType type) {
    /** ROWS, RANGE or GROUPS. */
    public enum Unit {
        ROWS,
        RANGE,
        GROUPS
    }

    /** Where a frame starts or ends. */
    public enum BoundKind {
        UNBOUNDED_PRECEDING,
        PRECEDING,
        CURRENT_ROW,
        FOLLOWING,
        UNBOUNDED_FOLLOWING
    }

    /** EXCLUDE clause. */
    public enum Exclusion {
        NONE,
        CURRENT_ROW,
        GROUP,
        TIES
    }

    /** A window frame; offsets are null unless the bound kind needs one. */
    public record Frame(
            Unit unit,
            BoundKind start,
            @Nullable Scalar startOffset,
            BoundKind end,
            @Nullable Scalar endOffset,
            Exclusion exclusion) {
        /** RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW. */
        public static final Frame DEFAULT =
                new Frame(Unit.RANGE, BoundKind.UNBOUNDED_PRECEDING, null, BoundKind.CURRENT_ROW, null, Exclusion.NONE);
    }

    public WindowCall {
        arguments = List.copyOf(arguments);
        partitionBy = List.copyOf(partitionBy);
        orderBy = List.copyOf(orderBy);
    }
}
