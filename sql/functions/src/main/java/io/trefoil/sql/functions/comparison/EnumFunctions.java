package io.trefoil.sql.functions.comparison;

import static io.trefoil.sql.functions.FunctionFamily.binary;
import static io.trefoil.sql.functions.FunctionFamily.polymorphic;

import io.trefoil.sql.functions.FunctionBody;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.EnumLabel;
import io.trefoil.sql.types.EnumType;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Order and equality of enums, and what labels there are. */
public final class EnumFunctions implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        compare(d, "enum_eq", sign -> sign == 0);
        compare(d, "enum_ne", sign -> sign != 0);
        compare(d, "enum_lt", sign -> sign < 0);
        compare(d, "enum_le", sign -> sign <= 0);
        compare(d, "enum_gt", sign -> sign > 0);
        compare(d, "enum_ge", sign -> sign >= 0);
        compare(d, "enum_cmp", sign -> sign);
        binary(d, "enum_larger(anyenum,anyenum)", (a, b) -> order(a, b) > 0 ? a : b);
        binary(d, "enum_smaller(anyenum,anyenum)", (a, b) -> order(a, b) < 0 ? a : b);
        // These look at the type of their argument and not at the value, which may be null.
        polymorphic(d, "enum_first(anyenum)", (types, result) -> {
            EnumType type = enumOf(types);
            return (FunctionBody.General) (context, arguments) -> labels(type).get(0);
        });
        polymorphic(d, "enum_last(anyenum)", (types, result) -> {
            EnumType type = enumOf(types);
            return (FunctionBody.General)
                    (context, arguments) -> labels(type).get(type.labels().size() - 1);
        });
        polymorphic(d, "enum_range(anyenum)", (types, result) -> {
            EnumType type = enumOf(types);
            return (FunctionBody.General) (context, arguments) -> range(type, null, null);
        });
        polymorphic(d, "enum_range(anyenum,anyenum)", (types, result) -> {
            EnumType type = enumOf(types);
            return (FunctionBody.General)
                    (context, arguments) -> range(type, (EnumLabel) arguments[0], (EnumLabel) arguments[1]);
        });
    }

    private static void compare(Definitions d, String name, IntFunction<Object> result) {
        binary(d, name + "(anyenum,anyenum)", (a, b) -> result.apply(order(a, b)));
    }

    private static int order(Object a, Object b) {
        return Double.compare(((EnumLabel) a).position(), ((EnumLabel) b).position());
    }

    private static EnumType enumOf(SqlType[] types) {
        for (SqlType type : types) {
            if (type instanceof EnumType found) {
                return found;
            }
        }
        throw new SqlStateException(SqlState.FEATURE_NOT_SUPPORTED, "could not determine actual enum type");
    }

    private static List<EnumLabel> labels(EnumType type) {
        if (type.labels().isEmpty()) {
            throw new SqlStateException(
                    SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, "enum " + type.sqlName() + " contains no values");
        }
        return type.labels();
    }

    /** The labels from one to another; null is open. */
    private static SqlArray range(EnumType type, @Nullable EnumLabel from, @Nullable EnumLabel to) {
        List<EnumLabel> found = type.labels().stream()
                .filter(label -> (from == null || order(label, from) >= 0) && (to == null || order(label, to) <= 0))
                .toList();
        return SqlArray.of(type, found.toArray());
    }
}
