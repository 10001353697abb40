package io.trefoil.sql.engine.execute.expression;

import io.trefoil.sql.engine.execute.ExecutionContext;
import org.jspecify.annotations.Nullable;

/** A strict boolean function of two values that are not null. */
@FunctionalInterface
interface Comparison {
    /** True, false, or null for unknown. */
    @Nullable
    Boolean test(Object left, Object right, ExecutionContext context);
}
