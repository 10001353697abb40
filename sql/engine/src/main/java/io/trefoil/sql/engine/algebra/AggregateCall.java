package io.trefoil.sql.engine.algebra;

import io.trefoil.sql.functions.AggregateBody;
import io.trefoil.sql.types.SqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One aggregate of an Aggregate node; scalars are in terms of the node's input row.
 *
 * @param signature {@code sum(int4)}
 * @param orderBy ORDER BY inside the call: expression by expression
 */
public record AggregateCall(
        String name,
        String signature,
        AggregateBody body,
        List<Scalar> arguments,
        boolean distinct,
        @Nullable Scalar filter,
        List<Order> orderBy,
        SqlType type) {
    /** One ORDER BY item inside an aggregate or window call. */
    public record Order(Scalar expression, boolean descending, boolean nullsFirst) {}

    public AggregateCall {
        arguments = List.copyOf(arguments);
        orderBy = List.copyOf(orderBy);
    }
}
