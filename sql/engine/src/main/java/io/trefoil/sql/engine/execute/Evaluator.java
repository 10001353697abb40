package io.trefoil.sql.engine.execute;

import org.jspecify.annotations.Nullable;

/** A compiled scalar expression. Stateless and shared between sessions. */
@FunctionalInterface
public interface Evaluator {
    /**
     * The expression's value for one input row.
     *
     * @param row the input row that the expression's InputRefs point into
     * @throws io.trefoil.sql.types.SqlStateException what the functions called raise
     */
    @Nullable
    Object evaluate(@Nullable Object[] row, ExecutionContext context);
}
