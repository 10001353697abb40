package io.trefoil.sql.functions.array;

import static io.trefoil.sql.functions.FunctionFamily.binary;
import static io.trefoil.sql.functions.FunctionFamily.general;

import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionContext;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arrays with elements removed or replaced, and arrays as text. */
public final class ArrayEditing implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        general(
                d,
                "array_remove(anycompatiblearray,anycompatible)",
                (context, arguments) -> remove((SqlArray) arguments[0], arguments[1]));
        general(
                d,
                "array_replace(anycompatiblearray,anycompatible,anycompatible)",
                (context, arguments) -> replace((SqlArray) arguments[0], arguments[1], arguments[2]));
        binary(d, "trim_array(anyarray,int4)", (array, count) -> trim((SqlArray) array, (int) count));
        general(
                d,
                "array_to_string(anyarray,text)",
                (context, arguments) ->
                        join(context, Arguments.array(arguments, 0), Arguments.text(arguments, 1), null));
        general(
                d,
                "array_to_string(anyarray,text,text)",
                (context, arguments) -> arguments[0] == null || arguments[1] == null
                        ? null
                        : join(context, Arguments.array(arguments, 0), Arguments.text(arguments, 1), (String)
                                arguments[2]));
    }

    private static @Nullable SqlArray remove(@Nullable SqlArray array, @Nullable Object unwanted) {
        if (array == null) {
            return null;
        }
        if (array.rank() > 1) {
            throw new SqlStateException(
                    SqlState.FEATURE_NOT_SUPPORTED, "removing elements from multidimensional arrays is not supported");
        }
        List<@Nullable Object> kept = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            if (!ArraySearch.same(array.elementType(), array.get(i), unwanted)) {
                kept.add(array.get(i));
            }
        }
        if (kept.size() == array.size() || kept.isEmpty()) {
            return kept.isEmpty() ? SqlArray.of(array.elementType()) : array;
        }
        return new SqlArray(array.elementType(), kept.toArray(), new int[] {kept.size()}, array.lowerBounds());
    }

    private static @Nullable SqlArray replace(@Nullable SqlArray array, @Nullable Object from, @Nullable Object to) {
        if (array == null) {
            return null;
        }
        @Nullable Object[] elements = array.elements().clone();
        for (int i = 0; i < elements.length; i++) {
            if (ArraySearch.same(array.elementType(), elements[i], from)) {
                elements[i] = to;
            }
        }
        return new SqlArray(array.elementType(), elements, array.dimensions(), array.lowerBounds());
    }

    private static SqlArray trim(SqlArray array, int count) {
        int length = array.rank() == 0 ? 0 : array.dimension(0);
        if (count < 0 || count > length) {
            throw new SqlStateException(
                    SqlState.ARRAY_ELEMENT_ERROR, "number of elements to trim must be between 0 and " + length);
        }
        if (count == length) {
            return SqlArray.of(array.elementType());
        }
        int[] dimensions = array.dimensions();
        int[] lowerBounds = new int[dimensions.length];
        Arrays.fill(lowerBounds, 1);
        int elementsPerSlice = array.size() / length;
        dimensions[0] = length - count;
        return new SqlArray(
                array.elementType(),
                Arrays.copyOf(array.elements(), dimensions[0] * elementsPerSlice),
                dimensions,
                lowerBounds);
    }

    private static String join(FunctionContext context, SqlArray array, String separator, @Nullable String nullText) {
        StringBuilder text = new StringBuilder();
        SqlType type = array.elementType();
        boolean first = true;
        for (int i = 0; i < array.size(); i++) {
            Object element = array.get(i);
            if (element == null && nullText == null) {
                continue;
            }
            text.append(first ? "" : separator);
            text.append(element == null ? nullText : type.toText(element, context.textFormat()));
            first = false;
        }
        return text.toString();
    }
}
