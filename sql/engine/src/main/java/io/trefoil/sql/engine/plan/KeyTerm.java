package io.trefoil.sql.engine.plan;

import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.ScalarRewriter;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A condition that an index key column can answer: {@code key op value}, where the value does not depend on the row and
 * has the key's type.
 *
 * @param exact false when the path finds a superset and the condition must be asked again
 */
record KeyTerm(Scalar term, Scalar value, boolean inclusive, boolean exact) {
    private static final Set<String> TEXT_TYPES = Set.of("text", "varchar", "name");

    static @Nullable KeyTerm equality(Scalar key, List<Scalar> terms) {
        return find(key, terms, Set.of("="));
    }

    static @Nullable KeyTerm lower(Scalar key, List<Scalar> terms) {
        KeyTerm found = find(key, terms, Set.of(">", ">="));
        return found != null ? found : LikePrefix.lower(key, terms);
    }

    static @Nullable KeyTerm upper(Scalar key, List<Scalar> terms) {
        KeyTerm found = find(key, terms, Set.of("<", "<="));
        return found != null ? found : LikePrefix.upper(key, terms);
    }

    /** {@code key = ANY (array)}. */
    static @Nullable KeyTerm anyOf(Scalar key, List<Scalar> terms) {
        for (Scalar term : terms) {
            if (term instanceof Scalar.ArrayQuantified quantified
                    && quantified.any()
                    && quantified.operator().equals("=")
                    && sameKey(quantified.left(), key)
                    && isRowFree(quantified.array())) {
                SqlType element = quantified.array().type().elementType();
                if (element != null && comparable(element, key.type())) {
                    Scalar array = convertedArray(quantified.array(), element, key.type());
                    if (array != null) {
                        return new KeyTerm(term, array, true, true);
                    }
                }
            }
        }
        return null;
    }

    private static @Nullable Scalar convertedArray(Scalar array, SqlType element, SqlType keyType) {
        return element == keyType || isText(element) && isText(keyType) ? array : null;
    }

    private static @Nullable KeyTerm find(Scalar key, List<Scalar> terms, Set<String> operators) {
        for (Scalar term : terms) {
            if (!(term instanceof Scalar.Call call)
                    || call.form() != Scalar.CallForm.OPERATOR
                    || call.arguments().size() != 2) {
                continue;
            }
            String operator = call.operator();
            Scalar left = call.arguments().get(0);
            Scalar right = call.arguments().get(1);
            if (operator != null && operators.contains(operator) && sameKey(left, key) && isRowFree(right)) {
                KeyTerm made = make(term, right, key.type(), operator);
                if (made != null) {
                    return made;
                }
            }
            String mirrored = operator == null ? null : mirror(operator);
            if (mirrored != null && operators.contains(mirrored) && sameKey(right, key) && isRowFree(left)) {
                KeyTerm made = make(term, left, key.type(), mirrored);
                if (made != null) {
                    return made;
                }
            }
        }
        return null;
    }

    private static @Nullable KeyTerm make(Scalar term, Scalar value, SqlType keyType, String operator) {
        Scalar converted = convert(value, keyType);
        return converted == null ? null : new KeyTerm(term, converted, operator.endsWith("="), true);
    }

    private static @Nullable String mirror(String operator) {
        return switch (operator) {
            case "=" -> "=";
            case "<" -> ">";
            case "<=" -> ">=";
            case ">" -> "<";
            case ">=" -> "<=";
            default -> null;
        };
    }

    static boolean sameKey(Scalar side, Scalar key) {
        return strip(side).equals(strip(key));
    }

    private static Scalar strip(Scalar scalar) {
        Scalar inner = scalar;
        while (inner instanceof Scalar.Relabel relabel
                && isText(relabel.type())
                && isText(relabel.argument().type())) {
            inner = relabel.argument();
        }
        return inner;
    }

    /** Also a subquery that depends on nothing around it: it is run once. */
    static boolean isRowFree(Scalar scalar) {
        if (scalar instanceof Scalar.SubPlan plan) {
            boolean oneValue = plan.kind() == Scalar.SubPlan.Kind.SCALAR || plan.kind() == Scalar.SubPlan.Kind.ARRAY;
            return oneValue && plan.bindings().isEmpty();
        }
        return RelShape.isMovable(scalar)
                && !ScalarRewriter.contains(
                        scalar, part -> part instanceof Scalar.InputRef || part instanceof Scalar.SubPlan);
    }

    static boolean isText(SqlType type) {
        return TEXT_TYPES.contains(type.name());
    }

    private static boolean comparable(SqlType left, SqlType right) {
        return left == right || isText(left) && isText(right);
    }

    /** The value as the key's type, where that loses nothing; null otherwise. */
    private static @Nullable Scalar convert(Scalar value, SqlType keyType) {
        SqlType type = value.type();
        if (type == keyType || isText(type) && isText(keyType)) {
            return value;
        }
        if (value instanceof Scalar.Constant constant) {
            return convertConstant(constant, keyType);
        }
        return isInteger(type) && isInteger(keyType) && type.length() < keyType.length()
                ? IntegerWidening.widen(value, keyType)
                : null;
    }

    private static @Nullable Scalar convertConstant(Scalar.Constant constant, SqlType keyType) {
        Object value = constant.value();
        if (!(value instanceof Number number) || !isInteger(constant.type()) || !isInteger(keyType)) {
            return null;
        }
        long wide = number.longValue();
        if (keyType == SqlTypes.INT8) {
            return new Scalar.Constant(wide, keyType, -1);
        }
        if (keyType == SqlTypes.INT4 && wide == (int) wide) {
            return new Scalar.Constant((int) wide, keyType, -1);
        }
        return keyType == SqlTypes.INT2 && wide == (short) wide ? new Scalar.Constant((short) wide, keyType, -1) : null;
    }

    private static boolean isInteger(SqlType type) {
        return type == SqlTypes.INT2 || type == SqlTypes.INT4 || type == SqlTypes.INT8;
    }

    /** Whether a value can be decoded from its key encoding exactly as it was (numeric loses its scale, bpchar its pads). */
    static boolean readsBack(SqlType type) {
        return switch (type.name()) {
            case "bool",
                    "int2",
                    "int4",
                    "int8",
                    "oid",
                    "text",
                    "varchar",
                    "name",
                    "uuid",
                    "date",
                    "timestamp",
                    "timestamptz",
                    "time",
                    "bytea" -> true;
            default -> false;
        };
    }
}
