package io.trefoil.sql.engine.execute.expression;

import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.types.SqlRecord;

/** Three-valued logic: null is unknown. */
final class Logic {
    private Logic() {}

    /** False as soon as one term is false; unknown when none is false and one is unknown. */
    static Evaluator and(Evaluator[] terms) {
        if (terms.length == 2) {
            Evaluator first = terms[0];
            Evaluator second = terms[1];
            return (row, context) -> {
                Object a = first.evaluate(row, context);
                if (a != null && !(Boolean) a) {
                    return Boolean.FALSE;
                }
                Object b = second.evaluate(row, context);
                if (b != null && !(Boolean) b) {
                    return Boolean.FALSE;
                }
                return a == null ? null : b;
            };
        }
        return (row, context) -> {
            boolean unknown = false;
            for (Evaluator term : terms) {
                Object value = term.evaluate(row, context);
                if (value == null) {
                    unknown = true;
                } else if (!(Boolean) value) {
                    return Boolean.FALSE;
                }
            }
            return unknown ? null : Boolean.TRUE;
        };
    }

    /** True as soon as one term is true; unknown when none is true and one is unknown. */
    static Evaluator or(Evaluator[] terms) {
        return (row, context) -> {
            boolean unknown = false;
            for (Evaluator term : terms) {
                Object value = term.evaluate(row, context);
                if (value == null) {
                    unknown = true;
                } else if ((Boolean) value) {
                    return Boolean.TRUE;
                }
            }
            return unknown ? null : Boolean.FALSE;
        };
    }

    static Evaluator not(Evaluator term) {
        return (row, context) -> {
            Object value = term.evaluate(row, context);
            return value == null ? null : !(Boolean) value;
        };
    }

    /** IS NULL and IS NOT NULL; both ask every field of a row value, so both can be false. */
    static Evaluator nullTest(Evaluator argument, boolean isNull) {
        return (row, context) -> {
            Object value = argument.evaluate(row, context);
            if (value instanceof SqlRecord fields) {
                for (Object field : fields.values()) {
                    if ((field == null) != isNull) {
                        return Boolean.FALSE;
                    }
                }
                return Boolean.TRUE;
            }
            return (value == null) == isNull;
        };
    }

    static Evaluator booleanTest(Evaluator argument, Scalar.BooleanTest.Kind kind) {
        return (row, context) -> {
            Object value = argument.evaluate(row, context);
            return switch (kind) {
                case TRUE -> value != null && (Boolean) value;
                case NOT_TRUE -> value == null || !(Boolean) value;
                case FALSE -> value != null && !(Boolean) value;
                case NOT_FALSE -> value == null || (Boolean) value;
                case UNKNOWN -> value == null;
                case NOT_UNKNOWN -> value != null;
            };
        };
    }

    /** @param negated true for IS NOT DISTINCT FROM */
    static Evaluator distinct(Evaluator left, Evaluator right, Comparison equality, boolean negated) {
        return (row, context) -> {
            Object a = left.evaluate(row, context);
            Object b = right.evaluate(row, context);
            boolean same = a == null || b == null ? a == b : Boolean.TRUE.equals(equality.test(a, b, context));
            return same == negated;
        };
    }
}
