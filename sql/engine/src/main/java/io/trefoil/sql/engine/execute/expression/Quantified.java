package io.trefoil.sql.engine.execute.expression;

import io.trefoil.sql.engine.algebra.FunctionReference;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * {@code left op ANY (array)} and {@code ALL}. Long arrays that stay the same through an execution are turned into a hash
 * set when the operator is the equality of one type ({@code = ANY}) or its negation ({@code <> ALL}).
 */
final class Quantified {
    /** Below this, comparing one by one is as fast. */
    private static final int HASHED_SIZE_MIN = 9;

    private Quantified() {}

    /** @param stateCell where the hash set is kept within an execution, or -1 when the array depends on the row */
    static Evaluator compile(
            Scalar.ArrayQuantified quantified, Comparison comparison, Evaluator left, Evaluator array, int stateCell) {
        boolean any = quantified.any();
        boolean hashable = quantified.operator().equals(any ? "=" : "<>");
        SqlType type = hashable && stateCell >= 0 ? equalityType(quantified.comparison(), quantified) : null;
        if (type == null) {
            return (row, context) -> {
                SqlArray values = (SqlArray) array.evaluate(row, context);
                return values == null ? null : scan(left.evaluate(row, context), values, any, comparison, context);
            };
        }
        return (row, context) -> {
            SqlArray values = (SqlArray) array.evaluate(row, context);
            if (values == null) {
                return null;
            }
            Object value = left.evaluate(row, context);
            if (value == null || values.size() < HASHED_SIZE_MIN) {
                return scan(value, values, any, comparison, context);
            }
            ValueSet set = hashed(values, type, stateCell, context);
            return set.contains(value) ? (Boolean) any : set.containsNull() ? null : (Boolean) !any;
        };
    }

    /** ANY looks for a true, ALL for a false; without one an unknown makes the result unknown. */
    private static @Nullable Object scan(
            @Nullable Object value, SqlArray array, boolean any, Comparison comparison, ExecutionContext context) {
        int size = array.size();
        if (size > 0 && value == null) {
            return null;
        }
        boolean unknown = false;
        for (int i = 0; i < size; i++) {
            Object element = array.get(i);
            Boolean result = element == null || value == null ? null : comparison.test(value, element, context);
            if (result == null) {
                unknown = true;
            } else if (result == any) {
                return any;
            }
        }
        return unknown ? null : (Object) !any;
    }

    /** The set of an array, made once for each array object that comes along. */
    private static ValueSet hashed(SqlArray array, SqlType type, int cell, ExecutionContext context) {
        if (context.state(cell) instanceof Cached(SqlArray source, ValueSet set) && source == array) {
            return set;
        }
        ValueSet set = new ValueSet(type);
        for (Object element : array.elements()) {
            set.add(element);
        }
        context.setState(cell, new Cached(array, set));
        return set;
    }

    private record Cached(SqlArray source, ValueSet set) {}

    /** The type whose own equality the function is (or negates): both arguments are of it, and nothing is polymorphic. */
    static @Nullable SqlType equalityType(FunctionReference function, Scalar.ArrayQuantified quantified) {
        SqlType type = equalityType(function);
        SqlType array = quantified.array().type().elementType();
        return type != null
                        && array != null
                        && sameValues(type, quantified.left().type())
                        && sameValues(type, array)
                ? type
                : null;
    }

    /** As told by the function's signature {@code name(t,t)}; null when the types differ or are pseudo-types. */
    static @Nullable SqlType equalityType(FunctionReference function) {
        String signature = function.signature();
        int open = signature.indexOf('(');
        int comma = signature.indexOf(',', open);
        if (open < 0 || comma < 0) {
            return null;
        }
        String first = signature.substring(open + 1, comma);
        if (!signature.substring(comma + 1, signature.length() - 1).equals(first)) {
            return null;
        }
        return SqlTypes.byName(first).filter(type -> type.category() != 'P').orElse(null);
    }

    /** Whether values of the second type are compared as the first type does: binary-coercible types share values. */
    private static boolean sameValues(SqlType type, SqlType other) {
        return type.javaClass() == other.javaClass();
    }
}
