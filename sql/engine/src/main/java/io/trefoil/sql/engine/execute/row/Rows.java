package io.trefoil.sql.engine.execute.row;

import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.ExecutionContext;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Small steps that many operators take. */
public final class Rows {
    /** The row without columns. */
    public static final @Nullable Object[] EMPTY = {};

    private Rows() {}

    public static @Nullable Object[] concat(@Nullable Object[] left, @Nullable Object[] right) {
        @Nullable Object[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }

    /** A row of the values of these expressions. */
    public static @Nullable Object[] evaluate(
            Evaluator[] evaluators, @Nullable Object[] row, ExecutionContext context) {
        @Nullable Object[] result = new @Nullable Object[evaluators.length];
        evaluateInto(evaluators, row, context, result);
        return result;
    }

    public static void evaluateInto(
            Evaluator[] evaluators, @Nullable Object[] row, ExecutionContext context, @Nullable Object[] result) {
        for (int i = 0; i < evaluators.length; i++) {
            result[i] = evaluators[i].evaluate(row, context);
        }
    }

    /** Whether a condition is true: neither false nor unknown. A condition that is not there is true. */
    public static boolean holds(@Nullable Evaluator condition, @Nullable Object[] row, ExecutionContext context) {
        return condition == null || isTrue(condition.evaluate(row, context));
    }

    public static boolean isTrue(@Nullable Object value) {
        return value != null && (Boolean) value;
    }
}
