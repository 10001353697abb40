package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.builtin.Identifiers;
import io.trefoil.sql.catalog.builtin.StoredNames;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.types.EnumType;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.TextFormat;
import io.trefoil.sql.types.TypeOid;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Bound expressions as SQL text in the style of pg_get_expr: every conversion is spelled out, so that the text means the
 * same under any search path and any setting. Objects that expressions refer to (a sequence in nextval) are written by
 * OID and survive renaming.
 */
final class ExpressionText {
    private ExpressionText() {}

    /** A default: a conversion around the whole is implied by the column and left out, as PostgreSQL does. */
    static String ofDefault(Scalar value) {
        return switch (value) {
            case Scalar.Call call
            when call.form() == Scalar.CallForm.IMPLICIT_CAST ->
                of(call.arguments().get(0));
            case Scalar.ApplyTypmod apply when !apply.explicit() -> ofDefault(apply.argument());
            default -> of(value);
        };
    }

    static String of(Scalar scalar) {
        return switch (scalar) {
            case Scalar.Constant constant -> constant(constant);
            case Scalar.InputRef reference -> Identifiers.quote(reference.name());
            case Scalar.Call call -> call(call);
            case Scalar.And and -> joined(and.terms(), " AND ");
            case Scalar.Or or -> joined(or.terms(), " OR ");
            case Scalar.Not not -> "(NOT " + of(not.term()) + ")";
            case Scalar.NullTest test -> "(" + of(test.argument()) + (test.isNull() ? " IS NULL)" : " IS NOT NULL)");
            case Scalar.BooleanTest test ->
                "(" + of(test.argument()) + " IS " + test.kind().name().replace('_', ' ') + ")";
            case Scalar.Distinct distinct ->
                "(" + of(distinct.left()) + " IS " + (distinct.negated() ? "NOT " : "") + "DISTINCT FROM "
                        + of(distinct.right()) + ")";
            case Scalar.Case branching -> branches(branching);
            case Scalar.Coalesce coalesce -> "COALESCE(" + list(coalesce.arguments()) + ")";
            case Scalar.Extreme extreme ->
                (extreme.greatest() ? "GREATEST(" : "LEAST(") + list(extreme.arguments()) + ")";
            case Scalar.NullIf nullIf -> "NULLIF(" + of(nullIf.left()) + ", " + right(nullIf.equalityCall()) + ")";
            case Scalar.Relabel relabel -> cast(relabel.argument(), relabel.type(), relabel.typmod());
            case Scalar.CoerceViaText coerce -> cast(coerce.argument(), coerce.type(), coerce.typmod());
            case Scalar.ApplyTypmod apply -> typmod(apply);
            case Scalar.CoerceArray coerce -> cast(coerce.argument(), coerce.type(), coerce.typmod());
            case Scalar.ArrayQuantified quantified ->
                "(" + of(quantified.left()) + " " + quantified.operator() + (quantified.any() ? " ANY (" : " ALL (")
                        + list(quantified.array()) + "))";
            case Scalar.ArrayConstructor constructor -> array(constructor);
            case Scalar.RowConstructor constructor -> "ROW(" + list(constructor.fields()) + ")";
            case Scalar.Subscript subscript ->
                "(" + of(subscript.array()) + ")"
                        + subscript.indexes().stream()
                                .map(index -> "[" + of(index) + "]")
                                .collect(Collectors.joining());
            case Scalar.Slice slice -> slice(slice);
            case Scalar.ParameterRef other -> throw unknown("a parameter");
            case Scalar.SlotRef other -> throw unknown("an outer reference");
            case Scalar.SetCall other -> throw unknown("a set-returning function");
            case Scalar.FieldAccess other -> throw unknown("a field of a record");
            case Scalar.SubPlan other -> throw unknown("a subquery");
        };
    }

    private static SqlStateException unknown(String what) {
        return new SqlStateException(SqlState.FEATURE_NOT_SUPPORTED, what + " cannot be part of a definition");
    }

    private static String list(List<Scalar> scalars) {
        return scalars.stream().map(ExpressionText::of).collect(Collectors.joining(", "));
    }

    private static String joined(List<Scalar> terms, String word) {
        return "(" + terms.stream().map(ExpressionText::of).collect(Collectors.joining(word)) + ")";
    }

    private static String constant(Scalar.Constant constant) {
        Object value = constant.value();
        SqlType type = constant.type();
        if (type.oid() == TypeOid.UNKNOWN) {
            return value == null ? "NULL" : literal(value.toString());
        }
        if (value == null) {
            return "NULL::" + typeName(type, constant.typmod());
        }
        if (value instanceof Boolean truth) {
            return truth ? "true" : "false";
        }
        String text = reference(type) && value instanceof Integer oid
                ? Integer.toUnsignedString(oid)
                : type.toText(value, TextFormat.DEFAULT);
        boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (type.oid() == TypeOid.INT4 && digits) {
            return text;
        }
        if (digits && text.length() <= 9 && (type.oid() == TypeOid.FLOAT8 || type.oid() == TypeOid.FLOAT4)) {
            return "(" + text + ")::" + type.sqlName();
        }
        if (type.oid() == TypeOid.NUMERIC && constant.typmod() < 0) {
            if (digits && text.length() <= 9) {
                return "(" + text + ")::numeric";
            }
            if (!digits && text.matches("[0-9]+\\.[0-9]+")) {
                return text;
            }
        }
        return literal(text) + "::" + typeName(type, constant.typmod());
    }

    /** Types of users are written by OID ({@code StoredNames}), so that they may be renamed and moved. */
    static String typeName(SqlType type, int typmod) {
        SqlType element = type.elementType();
        if (element instanceof EnumType) {
            return typeName(element, -1) + "[]";
        }
        return type instanceof EnumType ? StoredNames.ofType(type.oid()) : type.formatted(typmod);
    }

    /** regclass and its like print names, which depend on the search path. */
    private static boolean reference(SqlType type) {
        return type.name().startsWith("reg");
    }

    static String literal(String text) {
        String doubled = text.replace("'", "''");
        return text.indexOf('\\') >= 0 ? "E'" + doubled.replace("\\", "\\\\") + "'" : "'" + doubled + "'";
    }

    private static String call(Scalar.Call call) {
        List<Scalar> arguments = call.arguments();
        return switch (call.form()) {
            case OPERATOR ->
                arguments.size() == 1
                        ? "(" + call.operator() + " " + of(arguments.get(0)) + ")"
                        : "(" + of(arguments.get(0)) + " " + call.operator() + " " + of(arguments.get(1)) + ")";
            case EXPLICIT_CAST, IMPLICIT_CAST -> cast(arguments.get(0), call.type(), call.typmod());
            case FUNCTION -> function(call);
        };
    }

    private static String function(Scalar.Call call) {
        String name = call.function().name();
        if (name.equals("extract")
                && call.arguments().get(0) instanceof Scalar.Constant field
                && field.value() instanceof String word) {
            return "EXTRACT(" + word + " FROM " + of(call.arguments().get(1)) + ")";
        }
        return Identifiers.quote(name) + "(" + list(call.arguments()) + ")";
    }

    /** The list of IN, which binding has made an array constant of, element by element as PostgreSQL prints it. */
    private static String list(Scalar array) {
        boolean plain = array instanceof Scalar.Constant constant
                && constant.value() instanceof SqlArray value
                && value.rank() == 1
                && value.lowerBound(0) == 1;
        if (!plain || !(array instanceof Scalar.Constant constant) || !(constant.value() instanceof SqlArray value)) {
            return of(array);
        }
        List<Scalar> elements = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            elements.add(new Scalar.Constant(value.get(i), value.elementType(), -1));
        }
        return "ARRAY[" + list(elements) + "]";
    }

    private static String right(Scalar equality) {
        if (equality instanceof Scalar.Call call && call.arguments().size() == 2) {
            return of(call.arguments().get(1));
        }
        throw unknown("this NULLIF");
    }

    private static String cast(Scalar argument, SqlType type, int typmod) {
        return "(" + of(argument) + ")::" + typeName(type, typmod);
    }

    /** A cast to a type with a length is two steps; together they are one cast. */
    private static String typmod(Scalar.ApplyTypmod apply) {
        Scalar inner = switch (apply.argument()) {
            case Scalar.Relabel relabel when relabel.type() == apply.type() -> relabel.argument();
            case Scalar.CoerceViaText coerce when coerce.type() == apply.type() -> coerce.argument();
            case Scalar.Call call
            when isCast(call) && call.type() == apply.type() -> call.arguments().get(0);
            default -> apply.argument();
        };
        return cast(inner, apply.type(), apply.typmod());
    }

    private static boolean isCast(Scalar.Call call) {
        return call.form() == Scalar.CallForm.EXPLICIT_CAST || call.form() == Scalar.CallForm.IMPLICIT_CAST;
    }

    private static String branches(Scalar.Case branching) {
        List<String> parts = new ArrayList<>();
        for (Scalar.Case.When branch : branching.branches()) {
            parts.add("WHEN " + of(branch.condition()) + " THEN " + of(branch.result()));
        }
        Scalar otherwise = branching.otherwise();
        return "CASE " + String.join(" ", parts) + (otherwise == null ? "" : " ELSE " + of(otherwise)) + " END";
    }

    private static String array(Scalar.ArrayConstructor constructor) {
        String text = "ARRAY[" + list(constructor.elements()) + "]";
        return constructor.elements().isEmpty() ? text + "::" + typeName(constructor.type(), -1) : text;
    }

    private static String slice(Scalar.Slice slice) {
        Scalar lower = slice.lower();
        Scalar upper = slice.upper();
        return "(" + of(slice.array()) + ")[" + (lower == null ? "" : of(lower)) + ":"
                + (upper == null ? "" : of(upper)) + "]";
    }
}
