package io.trefoil.sql.engine.execute.window;

import io.trefoil.sql.engine.algebra.AggregateCall;
import io.trefoil.sql.types.SqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the partition and order values are in the rows of a window stage, and what they mean. */
final class PartitionShape {
    private final SqlType[] types;
    private final int partitionStart;
    private final int orderStart;
    private final List<AggregateCall.Order> orderBy;

    /**
     * @param types of the row's columns from {@code inputWidth} on
     * @param inputWidth where the partition values begin; the order values follow them
     */
    PartitionShape(SqlType[] types, int inputWidth, int partitionColumns, List<AggregateCall.Order> orderBy) {
        this.types = types;
        this.partitionStart = inputWidth;
        this.orderStart = inputWidth + partitionColumns;
        this.orderBy = orderBy;
    }

    boolean samePartition(@Nullable Object[] left, @Nullable Object[] right) {
        return agree(left, right, partitionStart, orderStart);
    }

    /** Whether two rows of a partition are equal by ORDER BY. */
    boolean peers(@Nullable Object[] left, @Nullable Object[] right) {
        return agree(left, right, orderStart, types.length);
    }

    private boolean agree(@Nullable Object[] left, @Nullable Object[] right, int from, int to) {
        for (int i = from; i < to; i++) {
            Object a = left[i];
            Object b = right[i];
            if (a == null || b == null ? a != b : !types[i].equal(a, b)) {
                return false;
            }
        }
        return true;
    }

    /** The position of the only ORDER BY value, for RANGE with an offset. */
    int onlyOrderColumn() {
        return orderStart;
    }

    SqlType onlyOrderType() {
        return types[orderStart];
    }

    boolean descending() {
        return !orderBy.isEmpty() && orderBy.get(0).descending();
    }

    boolean nullsFirst() {
        return !orderBy.isEmpty() && orderBy.get(0).nullsFirst();
    }
}
