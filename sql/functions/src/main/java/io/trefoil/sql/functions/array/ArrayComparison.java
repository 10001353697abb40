package io.trefoil.sql.functions.array;

import static io.trefoil.sql.functions.FunctionFamily.binary;
import static io.trefoil.sql.functions.FunctionFamily.polymorphic;

import io.trefoil.sql.functions.FunctionBody;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlType;
import java.util.function.IntFunction;

/** Order and equality of arrays and records, and the set operators @>, <@ and && of arrays. */
public final class ArrayComparison implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        ordered(d, "array_*", "anyarray", "btarraycmp");
        ordered(d, "record_*", "record", "btrecordcmp");
        ordered(d, "record_image_*", "record", "btrecordimagecmp");
        polymorphic(d, "array_larger(anyarray,anyarray)", (types, result) ->
                (FunctionBody.Binary) (a, b) -> types[0].compare(a, b) > 0 ? a : b);
        polymorphic(d, "array_smaller(anyarray,anyarray)", (types, result) ->
                (FunctionBody.Binary) (a, b) -> types[0].compare(a, b) < 0 ? a : b);
        binary(d, "arraycontains(anyarray,anyarray)", (a, b) -> containsAll((SqlArray) a, (SqlArray) b));
        binary(d, "arraycontained(anyarray,anyarray)", (a, b) -> containsAll((SqlArray) b, (SqlArray) a));
        binary(d, "arrayoverlap(anyarray,anyarray)", (a, b) -> overlap((SqlArray) a, (SqlArray) b));
    }

    private static void ordered(Definitions d, String name, String type, String support) {
        define(d, name.replace("*", "eq"), type, sign -> sign == 0);
        define(d, name.replace("*", "ne"), type, sign -> sign != 0);
        define(d, name.replace("*", "lt"), type, sign -> sign < 0);
        define(d, name.replace("*", "le"), type, sign -> sign <= 0);
        define(d, name.replace("*", "gt"), type, sign -> sign > 0);
        define(d, name.replace("*", "ge"), type, sign -> sign >= 0);
        define(d, support, type, sign -> sign);
    }

    private static void define(Definitions d, String name, String type, IntFunction<Object> result) {
        polymorphic(d, name + "(" + type + "," + type + ")", (types, resultType) -> {
            SqlType compared = types[0];
            return (FunctionBody.Binary) (a, b) -> result.apply(compared.compare(a, b));
        });
    }

    /** Whether each element of the second array is in the first; a null is never found. */
    private static boolean containsAll(SqlArray array, SqlArray wanted) {
        for (int i = 0; i < wanted.size(); i++) {
            Object element = wanted.get(i);
            if (element == null || !contains(array, element)) {
                return false;
            }
        }
        return true;
    }

    private static boolean overlap(SqlArray left, SqlArray right) {
        for (int i = 0; i < left.size(); i++) {
            Object element = left.get(i);
            if (element != null && contains(right, element)) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(SqlArray array, Object wanted) {
        SqlType type = array.elementType();
        for (int i = 0; i < array.size(); i++) {
            Object element = array.get(i);
            if (element != null && type.equal(element, wanted)) {
                return true;
            }
        }
        return false;
    }
}
