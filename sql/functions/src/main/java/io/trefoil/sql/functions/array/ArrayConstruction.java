package io.trefoil.sql.functions.array;

import static io.trefoil.sql.functions.FunctionFamily.general;
import static io.trefoil.sql.functions.FunctionFamily.polymorphic;

import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionBody;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Arrays with elements added, and arrays joined or filled. */
public final class ArrayConstruction implements FunctionFamily {
    /** MAXDIM (c.h). */
    private static final int DIMENSIONS_MAX = 6;
    /** MaxArraySize (utils/array.h): MaxAllocSize over the size of a Datum. */
    private static final int ELEMENTS_MAX = 134_217_727;

    @Override
    public void define(Definitions d) {
        polymorphic(d, "array_append(anycompatiblearray,anycompatible)", (types, result) -> (FunctionBody.General)
                (context, arguments) -> append(elementType(result), (SqlArray) arguments[0], arguments[1]));
        polymorphic(d, "array_prepend(anycompatible,anycompatiblearray)", (types, result) -> (FunctionBody.General)
                (context, arguments) -> prepend(elementType(result), arguments[0], (SqlArray) arguments[1]));
        general(
                d,
                "array_cat(anycompatiblearray,anycompatiblearray)",
                (context, arguments) -> concatenate((SqlArray) arguments[0], (SqlArray) arguments[1]));
        polymorphic(d, "array_fill(anyelement,_int4)", (types, result) -> (FunctionBody.General)
                (context, arguments) -> fill(elementType(result), arguments[0], (SqlArray) arguments[1], null, false));
        polymorphic(
                d,
                "array_fill(anyelement,_int4,_int4)",
                (types, result) -> (FunctionBody.General) (context, arguments) -> fill(
                        elementType(result), arguments[0], (SqlArray) arguments[1], (SqlArray) arguments[2], true));
    }

    private static SqlType elementType(SqlType array) {
        return Objects.requireNonNull(array.elementType(), array.name());
    }

    private static SqlArray append(SqlType type, @Nullable SqlArray array, @Nullable Object element) {
        if (array == null || array.rank() == 0) {
            return SqlArray.of(type, element);
        }
        checkOneDimension(array);
        @Nullable Object[] elements = Arrays.copyOf(array.elements(), array.size() + 1);
        elements[array.size()] = element;
        return new SqlArray(array.elementType(), elements, new int[] {elements.length}, array.lowerBounds());
    }

    private static SqlArray prepend(SqlType type, @Nullable Object element, @Nullable SqlArray array) {
        if (array == null || array.rank() == 0) {
            return SqlArray.of(type, element);
        }
        checkOneDimension(array);
        @Nullable Object[] elements = new @Nullable Object[array.size() + 1];
        elements[0] = element;
        System.arraycopy(array.elements(), 0, elements, 1, array.size());
        return new SqlArray(array.elementType(), elements, new int[] {elements.length}, array.lowerBounds());
    }

    private static void checkOneDimension(SqlArray array) {
        if (array.rank() != 1) {
            throw new SqlStateException(SqlState.DATA_EXCEPTION, "argument must be empty or one-dimensional array");
        }
    }

    private static @Nullable SqlArray concatenate(@Nullable SqlArray left, @Nullable SqlArray right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        if (left.rank() == 0 || right.rank() == 0) {
            return left.rank() == 0 ? right : left;
        }
        int difference = left.rank() - right.rank();
        if (Math.abs(difference) > 1) {
            throw incompatible("Arrays of %d and %d dimensions are not compatible for concatenation."
                    .formatted(left.rank(), right.rank()));
        }
        SqlArray outer = difference >= 0 ? left : right;
        SqlArray other = difference >= 0 ? right : left;
        checkInnerShape(outer, other);
        int[] dimensions = outer.dimensions();
        dimensions[0] += difference == 0 ? other.dimension(0) : 1;
        @Nullable Object[] elements = Arrays.copyOf(left.elements(), left.size() + right.size());
        System.arraycopy(right.elements(), 0, elements, left.size(), right.size());
        return new SqlArray(left.elementType(), elements, dimensions, outer.lowerBounds());
    }

    private static void checkInnerShape(SqlArray outer, SqlArray other) {
        int shift = outer.rank() - other.rank();
        for (int i = 1; i < outer.rank(); i++) {
            if (outer.dimension(i) != other.dimension(i - shift)
                    || outer.lowerBound(i) != other.lowerBound(i - shift)) {
                throw incompatible("Arrays with differing " + (shift == 0 ? "element " : "")
                        + "dimensions are not compatible for concatenation.");
            }
        }
    }

    private static SqlStateException incompatible(String detail) {
        return new SqlStateException(SqlState.ARRAY_ELEMENT_ERROR, "cannot concatenate incompatible arrays")
                .withDetail(detail);
    }

    private static SqlArray fill(
            SqlType type,
            @Nullable Object element,
            @Nullable SqlArray lengths,
            @Nullable SqlArray bounds,
            boolean bounded) {
        if (lengths == null || bounded && bounds == null) {
            throw new SqlStateException(
                    SqlState.NULL_VALUE_NOT_ALLOWED, "dimension array or low bound array cannot be null");
        }
        int[] dimensions = numbers(lengths, "Dimension array must be one dimensional.");
        if (dimensions.length > DIMENSIONS_MAX) {
            throw new SqlStateException(
                    SqlState.PROGRAM_LIMIT_EXCEEDED,
                    "number of array dimensions (%d) exceeds the maximum allowed (%d)"
                            .formatted(dimensions.length, DIMENSIONS_MAX));
        }
        int[] lowerBounds = new int[dimensions.length];
        Arrays.fill(lowerBounds, 1);
        if (bounds != null) {
            lowerBounds = numbers(bounds, "Dimension array must be one dimensional.");
            if (lowerBounds.length != dimensions.length) {
                throw wrongSubscripts("Low bound array has different size than dimensions array.");
            }
        }
        int count = elementCount(dimensions);
        if (count == 0) {
            return SqlArray.of(type);
        }
        checkUpperBounds(dimensions, lowerBounds);
        @Nullable Object[] elements = new @Nullable Object[count];
        Arrays.fill(elements, element);
        return new SqlArray(type, elements, dimensions, lowerBounds);
    }

    private static int elementCount(int[] dimensions) {
        long count = dimensions.length == 0 ? 0 : 1;
        for (int length : dimensions) {
            if (length < 0) {
                throw tooLarge();
            }
            count *= length;
            if (count > ELEMENTS_MAX) {
                throw tooLarge();
            }
        }
        return (int) count;
    }

    private static void checkUpperBounds(int[] dimensions, int[] lowerBounds) {
        for (int i = 0; i < dimensions.length; i++) {
            if ((long) lowerBounds[i] + dimensions[i] > Integer.MAX_VALUE) {
                throw new SqlStateException(
                        SqlState.PROGRAM_LIMIT_EXCEEDED, "array lower bound is too large: " + lowerBounds[i]);
            }
        }
    }

    private static SqlStateException tooLarge() {
        return new SqlStateException(
                SqlState.PROGRAM_LIMIT_EXCEEDED, "array size exceeds the maximum allowed (" + ELEMENTS_MAX + ")");
    }

    private static int[] numbers(SqlArray array, String detail) {
        if (array.rank() > 1) {
            throw wrongSubscripts(detail);
        }
        if (array.containsNull()) {
            throw new SqlStateException(SqlState.NULL_VALUE_NOT_ALLOWED, "dimension values cannot be null");
        }
        int[] numbers = new int[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Arguments.int4(array.elements(), i);
        }
        return numbers;
    }

    private static SqlStateException wrongSubscripts(String detail) {
        return new SqlStateException(SqlState.ARRAY_ELEMENT_ERROR, "wrong number of array subscripts")
                .withDetail(detail);
    }
}
