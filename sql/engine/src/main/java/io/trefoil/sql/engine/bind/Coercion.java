package io.trefoil.sql.engine.bind;

import io.trefoil.sql.engine.algebra.FunctionReference;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.Scalar.CallForm;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Conversions between types, made explicit in the tree (PostgreSQL docs, "Type Conversion"). */
final class Coercion {
    /** Words that make a date/time literal depend on the clock. */
    private static final Set<String> CLOCK_WORDS = Set.of("now", "today", "tomorrow", "yesterday");

    private final BindContext context;
    private final Resolution resolution;

    Coercion(BindContext context, Resolution resolution) {
        this.context = context;
        this.resolution = resolution;
    }

    /** Where a conversion happens, as pg_cast.castcontext. */
    enum Context {
        IMPLICIT('i'),
        ASSIGNMENT('a'),
        EXPLICIT('e');

        private final char code;

        Context(char code) {
            this.code = code;
        }

        char code() {
            return code;
        }
    }

    /**
     * The value as the target type, or null when there is no such conversion in this context.
     *
     * @param position 0-based offset for errors of literal input, -1 for none
     */
    @Nullable
    Scalar tryConvert(Scalar value, SqlType target, int typmod, Context how, int position) {
        Scalar converted = convertType(value, target, typmod, how, position);
        return converted == null ? null : withTypmod(converted, typmod, how == Context.EXPLICIT, position);
    }

    /** Like {@link #tryConvert}, with 42846 or 42804 raised by the caller's message when impossible. */
    Scalar convert(Scalar value, SqlType target, int typmod, Context how, int position) {
        Scalar converted = tryConvert(value, target, typmod, how, position);
        if (converted == null) {
            throw context.error(
                    SqlState.CANNOT_COERCE,
                    "cannot cast type " + value.type().sqlName() + " to " + target.sqlName(),
                    position);
        }
        return converted;
    }

    /** An implicit conversion that resolution has already found possible. */
    Scalar implicit(Scalar value, SqlType target, int position) {
        return convert(value, target, -1, Context.IMPLICIT, position);
    }

    /** An argument of a clause that must be boolean. */
    Scalar toBoolean(Scalar value, String clause, int position) {
        Scalar converted = tryConvert(value, SqlTypes.BOOL, -1, Context.ASSIGNMENT, position);
        if (converted == null) {
            throw context.error(
                    SqlState.DATATYPE_MISMATCH,
                    "argument of " + clause + " must be type boolean, not type "
                            + value.type().sqlName(),
                    position);
        }
        if (isSetReturning(converted)) {
            throw context.error(
                    SqlState.DATATYPE_MISMATCH, "argument of " + clause + " must not return a set", position);
        }
        return converted;
    }

    private static boolean isSetReturning(Scalar value) {
        return value instanceof Scalar.SetCall;
    }

    /** A value of unknown type that nothing else decided becomes text. */
    Scalar settle(Scalar value) {
        return value.type() == SqlTypes.UNKNOWN ? implicit(value, SqlTypes.TEXT, -1) : value;
    }

    private @Nullable Scalar convertType(Scalar value, SqlType target, int typmod, Context how, int position) {
        if (value.type() == target || isPseudo(target)) {
            return value;
        }
        if (value.type() == SqlTypes.UNKNOWN) {
            return convertUnknown(value, target, typmod, position);
        }
        Resolution.Pathway pathway = resolution.pathway(value.type().oid(), target.oid(), how.code());
        return switch (pathway) {
            case Resolution.Pathway.None none -> viaArrayLiteral(value, target, typmod, how, position);
            case Resolution.Pathway.Relabel relabel -> relabel(value, target);
            case Resolution.Pathway.Function function ->
                castCall(function.function(), value, target, typmod, how, position);
            case Resolution.Pathway.ViaText text -> new Scalar.CoerceViaText(value, target, -1);
            case Resolution.Pathway.Array array -> convertArray(value, target, how, position);
        };
    }

    /** ARRAY[] constructors convert their elements, so ARRAY['1','2']::int[] reads them as integers. */
    private @Nullable Scalar viaArrayLiteral(Scalar value, SqlType target, int typmod, Context how, int position) {
        SqlType element = target.elementType();
        if (!(value instanceof Scalar.ArrayConstructor array) || element == null || array.nested()) {
            return null;
        }
        List<Scalar> converted = new ArrayList<>();
        for (Scalar item : array.elements()) {
            Scalar one = tryConvert(item, element, typmod, how, position);
            if (one == null) {
                return null;
            }
            converted.add(one);
        }
        return new Scalar.ArrayConstructor(converted, target, false);
    }

    private static boolean isPseudo(SqlType target) {
        return switch (target.name()) {
            case "any",
                    "anyelement",
                    "anynonarray",
                    "anyarray",
                    "anyenum",
                    "anycompatible",
                    "anycompatiblearray",
                    "anycompatiblenonarray",
                    "record" -> true;
            default -> false;
        };
    }

    private static Scalar relabel(Scalar value, SqlType target) {
        return value instanceof Scalar.Constant constant
                ? new Scalar.Constant(constant.value(), target, -1)
                : new Scalar.Relabel(value, target, -1);
    }

    private Scalar convertUnknown(Scalar value, SqlType target, int typmod, int position) {
        return switch (value) {
            case Scalar.Constant constant -> literal(constant, target, typmod, position);
            case Scalar.ParameterRef parameter -> decide(parameter, target, position);
            default -> new Scalar.CoerceViaText(value, target, -1);
        };
    }

    private Scalar decide(Scalar.ParameterRef parameter, SqlType target, int position) {
        try {
            return context.parameters().decide(parameter.index(), target);
        } catch (SqlStateException e) {
            throw e.withPosition(context.position(position));
        }
    }

    private Scalar literal(Scalar.Constant constant, SqlType target, int typmod, int position) {
        if (constant.value() == null) {
            return new Scalar.Constant(null, target, -1);
        }
        String text = (String) constant.value();
        if (target.category() == 'D' && CLOCK_WORDS.stream().anyMatch(text.toLowerCase(Locale.ROOT)::contains)) {
            context.forbidCaching();
        }
        try {
            // As PostgreSQL, only interval reads its literal with the typmod; all others get it applied afterwards.
            int inputTypmod = target == SqlTypes.INTERVAL ? typmod : -1;
            Object parsed =
                    target.parse(text, inputTypmod, context.environment().textFormat());
            return new Scalar.Constant(parsed, target, inputTypmod);
        } catch (SqlStateException e) {
            throw e.withPosition(context.position(position));
        }
    }

    private Scalar castCall(
            FunctionReference function, Scalar value, SqlType target, int typmod, Context how, int position) {
        CallForm form = how == Context.EXPLICIT ? CallForm.EXPLICIT_CAST : CallForm.IMPLICIT_CAST;
        List<Scalar> arguments = new ArrayList<>();
        arguments.add(value);
        int declared = resolution.argumentCount(function);
        if (declared >= 2) {
            arguments.add(new Scalar.Constant(typmod, SqlTypes.INT4, -1));
        }
        if (declared >= 3) {
            arguments.add(new Scalar.Constant(how == Context.EXPLICIT, SqlTypes.BOOL, -1));
        }
        return ConstantFolding.fold(
                new Scalar.Call(function, arguments, target, declared >= 2 ? typmod : -1, form, null),
                context.position(position));
    }

    private @Nullable Scalar convertArray(Scalar value, SqlType target, Context how, int position) {
        SqlType from = value.type().elementType();
        SqlType to = target.elementType();
        if (from == null || to == null) {
            return null;
        }
        if (value instanceof Scalar.ArrayConstructor array && !array.nested()) {
            List<Scalar> converted = new ArrayList<>();
            for (Scalar item : array.elements()) {
                Scalar one = tryConvert(item, to, -1, how, position);
                if (one == null) {
                    return null;
                }
                converted.add(one);
            }
            return new Scalar.ArrayConstructor(converted, target, false);
        }
        Scalar element = tryConvert(new Scalar.InputRef(0, from, -1, "element"), to, -1, how, position);
        return element == null ? null : new Scalar.CoerceArray(value, element, target, -1);
    }

    /** Applies a typmod where the value does not already have it. */
    Scalar withTypmod(Scalar value, int typmod, boolean explicit, int position) {
        if (typmod < 0 || value.typmod() == typmod) {
            return value;
        }
        SqlType type = value.type();
        if (value instanceof Scalar.Constant constant) {
            Object current = constant.value();
            return new Scalar.Constant(
                    current == null ? null : type.applyTypmod(current, typmod, explicit), type, typmod);
        }
        SqlType element = type.elementType();
        if (element != null && type.category() == 'A') {
            Scalar item = new Scalar.InputRef(0, element, -1, "element");
            return new Scalar.CoerceArray(value, new Scalar.ApplyTypmod(item, element, typmod, explicit), type, typmod);
        }
        return new Scalar.ApplyTypmod(value, type, typmod, explicit);
    }

    /**
     * Brings several expressions to one type by the rules of UNION and CASE.
     *
     * @param construct word for errors, such as UNION or CASE
     */
    List<Scalar> toCommonType(List<Scalar> values, String construct, List<Integer> positions) {
        SqlType common = commonType(values, construct, positions);
        List<Scalar> converted = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            Scalar one = tryConvert(values.get(i), common, -1, Context.IMPLICIT, positions.get(i));
            if (one == null) {
                throw context.error(
                        SqlState.CANNOT_COERCE,
                        construct + " could not convert type "
                                + values.get(i).type().sqlName() + " to " + common.sqlName(),
                        positions.get(i));
            }
            converted.add(one);
        }
        return converted;
    }

    SqlType commonType(List<Scalar> values, String construct, List<Integer> positions) {
        int[] types = new int[values.size()];
        for (int i = 0; i < types.length; i++) {
            types[i] = values.get(i).type().oid();
        }
        return resolution.commonType(types, construct, index -> context.position(positions.get(index)));
    }
}
