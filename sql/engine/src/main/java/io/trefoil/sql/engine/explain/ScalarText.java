package io.trefoil.sql.engine.explain;

import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import io.trefoil.sql.types.TextFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Expressions as EXPLAIN prints them, in PostgreSQL's style. */
final class ScalarText {
    private ScalarText() {}

    static String of(Scalar scalar) {
        return switch (scalar) {
            case Scalar.Constant constant -> constant(constant);
            case Scalar.InputRef reference -> reference.name();
            case Scalar.ParameterRef parameter -> "$" + (parameter.index() + 1);
            case Scalar.SlotRef slot -> "$outer" + slot.slot();
            case Scalar.Call call -> call(call);
            case Scalar.SetCall call -> call.function().name() + list(call.arguments());
            case Scalar.And and -> joined(and.terms(), " AND ");
            case Scalar.Or or -> joined(or.terms(), " OR ");
            case Scalar.Not not -> "(NOT " + of(not.term()) + ")";
            case Scalar.NullTest test -> "(" + of(test.argument()) + (test.isNull() ? " IS NULL)" : " IS NOT NULL)");
            case Scalar.BooleanTest test ->
                "(" + of(test.argument()) + " IS " + test.kind().name().replace('_', ' ') + ")";
            case Scalar.Distinct d ->
                "(" + of(d.left()) + (d.negated() ? " IS NOT DISTINCT FROM " : " IS DISTINCT FROM ") + of(d.right())
                        + ")";
            case Scalar.Case choice -> caseText(choice);
            case Scalar.Coalesce coalesce -> "COALESCE" + list(coalesce.arguments());
            case Scalar.Extreme extreme -> (extreme.greatest() ? "GREATEST" : "LEAST") + list(extreme.arguments());
            case Scalar.NullIf nullIf -> "NULLIF(" + of(nullIf.left()) + ", ...)";
            case Scalar.Relabel relabel ->
                "(" + of(relabel.argument()) + ")::" + relabel.type().sqlName();
            case Scalar.CoerceViaText coerce ->
                "(" + of(coerce.argument()) + ")::" + coerce.type().sqlName();
            case Scalar.ApplyTypmod typmod ->
                "(" + of(typmod.argument()) + ")::" + typmod.type().sqlName()
                        + typmod.type().typmodSuffix(typmod.typmod());
            case Scalar.CoerceArray coerce ->
                "(" + of(coerce.argument()) + ")::" + coerce.type().sqlName();
            case Scalar.ArrayQuantified q ->
                "(" + of(q.left()) + " " + q.operator() + (q.any() ? " ANY (" : " ALL (") + of(q.array()) + "))";
            case Scalar.ArrayConstructor array ->
                array.elements().stream().map(ScalarText::of).collect(Collectors.joining(", ", "ARRAY[", "]"));
            case Scalar.RowConstructor row -> "ROW" + list(row.fields());
            case Scalar.FieldAccess field -> "(" + of(field.record()) + ").f" + (field.field() + 1);
            case Scalar.Subscript subscript ->
                of(subscript.array())
                        + subscript.indexes().stream()
                                .map(index -> "[" + of(index) + "]")
                                .collect(Collectors.joining());
            case Scalar.Slice slice ->
                of(slice.array()) + "[" + optional(slice.lower()) + ":" + optional(slice.upper()) + "]";
            case Scalar.SubPlan plan -> "(SubPlan " + plan.kind() + ")";
        };
    }

    private static String optional(@Nullable Scalar scalar) {
        return scalar == null ? "" : of(scalar);
    }

    private static String constant(Scalar.Constant constant) {
        Object value = constant.value();
        SqlType type = constant.type();
        if (value == null) {
            return "NULL::" + type.sqlName();
        }
        String text = type.toText(value, TextFormat.DEFAULT);
        if (type == SqlTypes.INT4 || type == SqlTypes.BOOL && value instanceof Boolean) {
            return type == SqlTypes.BOOL ? value.toString() : text;
        }
        return "'" + text.replace("'", "''") + "'::" + type.sqlName();
    }

    private static String call(Scalar.Call call) {
        List<Scalar> arguments = call.arguments();
        return switch (call.form()) {
            case OPERATOR ->
                arguments.size() == 2
                        ? "(" + of(arguments.get(0)) + " " + call.operator() + " " + of(arguments.get(1)) + ")"
                        : "(" + call.operator() + " " + of(arguments.get(0)) + ")";
            case EXPLICIT_CAST ->
                "(" + of(arguments.get(0)) + ")::" + call.type().sqlName();
            case IMPLICIT_CAST -> of(arguments.get(0));
            case FUNCTION -> call.function().name() + list(arguments);
        };
    }

    private static String list(List<Scalar> scalars) {
        return scalars.stream().map(ScalarText::of).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String joined(List<Scalar> terms, String word) {
        return terms.stream().map(ScalarText::of).collect(Collectors.joining(word, "(", ")"));
    }

    private static String caseText(Scalar.Case choice) {
        StringBuilder text = new StringBuilder("CASE");
        for (Scalar.Case.When when : choice.branches()) {
            text.append(" WHEN ").append(of(when.condition())).append(" THEN ").append(of(when.result()));
        }
        Scalar otherwise = choice.otherwise();
        return text.append(otherwise == null ? "" : " ELSE " + of(otherwise))
                .append(" END")
                .toString();
    }
}
