package io.trefoil.sql.functions.array;

import static io.trefoil.sql.functions.FunctionFamily.binary;
import static io.trefoil.sql.functions.FunctionFamily.rows;
import static io.trefoil.sql.functions.FunctionFamily.unary;

import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlArray;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Dimensions and bounds of arrays, their subscripts and their elements as rows. */
public final class ArrayShape implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        unary(d, "array_ndims(anyarray)", a -> ((SqlArray) a).rank() == 0 ? null : ((SqlArray) a).rank());
        unary(d, "array_dims(anyarray)", a -> dimensionsText((SqlArray) a));
        unary(d, "cardinality(anyarray)", a -> ((SqlArray) a).size());
        binary(
                d,
                "array_length(anyarray,int4)",
                (a, dimension) ->
                        has((SqlArray) a, (int) dimension) ? ((SqlArray) a).dimension((int) dimension - 1) : null);
        binary(
                d,
                "array_lower(anyarray,int4)",
                (a, dimension) ->
                        has((SqlArray) a, (int) dimension) ? ((SqlArray) a).lowerBound((int) dimension - 1) : null);
        binary(
                d,
                "array_upper(anyarray,int4)",
                (a, dimension) ->
                        has((SqlArray) a, (int) dimension) ? upperBound((SqlArray) a, (int) dimension - 1) : null);
        rows(
                d,
                "generate_subscripts(anyarray,int4)",
                (context, arguments) -> subscripts(Arguments.array(arguments, 0), Arguments.int4(arguments, 1), false));
        rows(
                d,
                "generate_subscripts(anyarray,int4,bool)",
                (context, arguments) -> subscripts(
                        Arguments.array(arguments, 0), Arguments.int4(arguments, 1), Arguments.bool(arguments, 2)));
        rows(
                d,
                "unnest(anyarray)",
                (context, arguments) -> Arrays.<@Nullable Object>asList(
                                Arguments.array(arguments, 0).elements())
                        .iterator());
    }

    private static boolean has(SqlArray array, int dimension) {
        return dimension >= 1 && dimension <= array.rank();
    }

    static int upperBound(SqlArray array, int index) {
        return array.lowerBound(index) + array.dimension(index) - 1;
    }

    private static @Nullable String dimensionsText(SqlArray array) {
        if (array.rank() == 0) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < array.rank(); i++) {
            text.append('[')
                    .append(array.lowerBound(i))
                    .append(':')
                    .append(upperBound(array, i))
                    .append(']');
        }
        return text.toString();
    }

    private static Iterator<@Nullable Object> subscripts(SqlArray array, int dimension, boolean reverse) {
        if (!has(array, dimension)) {
            return Collections.emptyIterator();
        }
        int first = array.lowerBound(dimension - 1);
        int last = upperBound(array, dimension - 1);
        return IntStream.rangeClosed(first, last)
                .<@Nullable Object>mapToObj(i -> reverse ? last - (i - first) : i)
                .iterator();
    }
}
