package io.trefoil.sql.functions.array;

import static io.trefoil.sql.functions.FunctionFamily.general;

import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where elements are in an array; here null equals null. Also width_bucket over thresholds. */
public final class ArraySearch implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        general(
                d,
                "array_position(anycompatiblearray,anycompatible)",
                (context, arguments) -> position((SqlArray) arguments[0], arguments[1], Integer.MIN_VALUE));
        general(d, "array_position(anycompatiblearray,anycompatible,int4)", (context, arguments) -> {
            if (arguments[0] == null) {
                return null;
            }
            checkSearchable((SqlArray) arguments[0]);
            if (((SqlArray) arguments[0]).rank() == 0) {
                return null;
            }
            if (arguments[2] == null) {
                throw new SqlStateException(SqlState.NULL_VALUE_NOT_ALLOWED, "initial position must not be null");
            }
            return position((SqlArray) arguments[0], arguments[1], Arguments.int4(arguments, 2));
        });
        general(
                d,
                "array_positions(anycompatiblearray,anycompatible)",
                (context, arguments) -> positions((SqlArray) arguments[0], arguments[1]));
        FunctionFamily.binary(
                d,
                "width_bucket(anycompatible,anycompatiblearray)",
                (value, thresholds) -> bucket(value, (SqlArray) thresholds));
    }

    private static @Nullable Integer position(@Nullable SqlArray array, @Nullable Object wanted, int from) {
        if (array == null) {
            return null;
        }
        checkSearchable(array);
        for (int i = 0; i < array.size(); i++) {
            int subscript = array.lowerBound(0) + i;
            if (subscript >= from && same(array.elementType(), array.get(i), wanted)) {
                return subscript;
            }
        }
        return null;
    }

    private static @Nullable SqlArray positions(@Nullable SqlArray array, @Nullable Object wanted) {
        if (array == null) {
            return null;
        }
        checkSearchable(array);
        List<Object> found = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            if (same(array.elementType(), array.get(i), wanted)) {
                found.add(array.lowerBound(0) + i);
            }
        }
        return SqlArray.of(SqlTypes.INT4, found.toArray());
    }

    private static void checkSearchable(SqlArray array) {
        if (array.rank() > 1) {
            throw new SqlStateException(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    "searching for elements in multidimensional arrays is not supported");
        }
    }

    static boolean same(SqlType type, @Nullable Object left, @Nullable Object right) {
        return left == null || right == null ? left == right : type.equal(left, right);
    }

    private static int bucket(Object value, SqlArray thresholds) {
        if (thresholds.rank() > 1) {
            throw new SqlStateException(SqlState.ARRAY_ELEMENT_ERROR, "thresholds must be one-dimensional array");
        }
        if (thresholds.containsNull()) {
            throw new SqlStateException(SqlState.NULL_VALUE_NOT_ALLOWED, "thresholds array must not contain NULLs");
        }
        SqlType type = thresholds.elementType();
        int low = 0;
        int high = thresholds.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (type.compare(value, Arguments.value(thresholds.elements(), middle)) < 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
