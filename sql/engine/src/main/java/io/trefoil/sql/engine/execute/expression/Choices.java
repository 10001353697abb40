package io.trefoil.sql.engine.execute.expression;

import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.types.SqlType;
import org.jspecify.annotations.Nullable;

/** CASE, COALESCE, NULLIF, GREATEST and LEAST: evaluate only what they need. */
final class Choices {
    private Choices() {}

    static Evaluator branches(Evaluator[] conditions, Evaluator[] results, @Nullable Evaluator otherwise) {
        return (row, context) -> {
            for (int i = 0; i < conditions.length; i++) {
                Object condition = conditions[i].evaluate(row, context);
                if (condition != null && (Boolean) condition) {
                    return results[i].evaluate(row, context);
                }
            }
            return otherwise == null ? null : otherwise.evaluate(row, context);
        };
    }

    static Evaluator coalesce(Evaluator[] arguments) {
        return (row, context) -> {
            for (Evaluator argument : arguments) {
                Object value = argument.evaluate(row, context);
                if (value != null) {
                    return value;
                }
            }
            return null;
        };
    }

    static Evaluator nullIf(Evaluator left, Evaluator equality) {
        return (row, context) -> {
            Object equal = equality.evaluate(row, context);
            return equal != null && (Boolean) equal ? null : left.evaluate(row, context);
        };
    }

    static Evaluator extreme(boolean greatest, SqlType type, Evaluator[] arguments) {
        return (row, context) -> {
            Object best = null;
            for (Evaluator argument : arguments) {
                Object value = argument.evaluate(row, context);
                if (value != null && (best == null || type.compare(value, best) > 0 == greatest)) {
                    best = value;
                }
            }
            return best;
        };
    }
}
