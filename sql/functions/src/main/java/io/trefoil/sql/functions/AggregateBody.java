package io.trefoil.sql.functions;

import io.trefoil.sql.types.SqlType;
import org.jspecify.annotations.Nullable;

/** What runs when SQL calls an aggregate. Stateless; the state is in the accumulators it makes. */
@FunctionalInterface
public interface AggregateBody {
    /** The code for a call with these argument types; called once a plan. */
    AccumulatorFactory bind(SqlType[] argumentTypes, SqlType resultType);

    /** Makes an empty accumulator for each group. */
    @FunctionalInterface
    interface AccumulatorFactory {
        Accumulator create();
    }

    /**
     * The running state of one group. Rows come after FILTER, DISTINCT and ORDER BY were applied by the executor. Whether
     * rows with null arguments are passed is up to the accumulator: {@link #skipsNulls()}.
     */
    interface Accumulator {
        void add(FunctionContext context, @Nullable Object[] arguments);

        /** The aggregate's value so far; a window asks again after it has added more rows. */
        @Nullable
        Object result(FunctionContext context);

        /** True when rows in which any argument is null must be left out (strict transition function). */
        default boolean skipsNulls() {
            return true;
        }

        /** Rough heap use in bytes beyond a fixed small state, for work_mem; 0 for most. */
        default long stateBytes() {
            return 0;
        }
    }
}
