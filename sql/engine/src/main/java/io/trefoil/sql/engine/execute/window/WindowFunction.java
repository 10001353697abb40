package io.trefoil.sql.engine.execute.window;

import io.trefoil.sql.engine.execute.ExecutionContext;
import org.jspecify.annotations.Nullable;

/** A compiled window call. Immutable. */
@FunctionalInterface
interface WindowFunction {
    /** Begins with the first row of a partition. */
    State start(Partition partition, ExecutionContext context);

    /** What a call keeps while a partition is walked through. */
    @FunctionalInterface
    interface State {
        /** The value for the partition's current row; asked once for each row in order. */
        @Nullable
        Object value();
    }
}
