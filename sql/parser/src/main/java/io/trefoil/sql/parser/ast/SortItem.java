package io.trefoil.sql.parser.ast;

import org.jspecify.annotations.Nullable;

/** {@code expression [ASC | DESC | USING operator] [NULLS FIRST | LAST]} */
public record SortItem(
        Expression expression,
        Direction direction,
        Operation.@Nullable OperatorName using,
        NullsOrder nulls,
        int position) {

    /** The order asked for; {@code USING} comes with the operator. */
    public enum Direction {
        DEFAULT,
        ASCENDING,
        DESCENDING,
        USING
    }

    /** Where nulls go; by default last when ascending, first when descending. */
    public enum NullsOrder {
        DEFAULT,
        FIRST,
        LAST
    }
}
