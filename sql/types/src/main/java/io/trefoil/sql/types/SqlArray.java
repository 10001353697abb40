package io.trefoil.sql.types;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An array value of any number of dimensions; elements lie in row-major order and may be null. int2vector and
 * oidvector use it too, with lower bound 0. The arrays handed in are owned by the value and not changed any more.
 */
public final class SqlArray {
    private static final int[] NONE = {};
    private static final int[] ONE = {1};
    private static final int[] ZERO = {0};

    private final SqlType elementType;
    private final @Nullable Object[] elements;
    private final int[] dimensions;
    private final int[] lowerBounds;

    /**
     * @param elements row-major, as many as the product of the dimensions
     * @param dimensions lengths, outermost first; empty for the empty array
     * @param lowerBounds first subscript of each dimension
     */
    public SqlArray(SqlType elementType, @Nullable Object[] elements, int[] dimensions, int[] lowerBounds) {
        assert dimensions.length == lowerBounds.length;
        this.elementType = elementType;
        this.elements = elements;
        this.dimensions = dimensions;
        this.lowerBounds = lowerBounds;
    }

    /** A one-dimensional array with lower bound 1; no elements make the empty array, which has no dimension. */
    public static SqlArray of(SqlType elementType, @Nullable Object... elements) {
        return elements.length == 0
                ? new SqlArray(elementType, elements, NONE, NONE)
                : new SqlArray(elementType, elements, new int[] {elements.length}, ONE);
    }

    /** The form of int2vector and oidvector: one dimension with lower bound 0, even when empty. */
    public static SqlArray vector(SqlType elementType, @Nullable Object... elements) {
        return new SqlArray(elementType, elements, new int[] {elements.length}, ZERO);
    }

    public SqlType elementType() {
        return elementType;
    }

    /** Number of dimensions, 0 for the empty array. */
    public int rank() {
        return dimensions.length;
    }

    /** Length of a dimension, counted from 0, the outermost. */
    public int dimension(int index) {
        return dimensions[index];
    }

    /** First subscript of a dimension, counted from 0. */
    public int lowerBound(int index) {
        return lowerBounds[index];
    }

    /** Number of elements over all dimensions. */
    public int size() {
        return elements.length;
    }

    /** Element at a flat, 0-based, row-major index. */
    public @Nullable Object get(int index) {
        return elements[index];
    }

    /** The element at SQL subscripts, or null when out of bounds or of another rank, as PostgreSQL reads it. */
    public @Nullable Object at(int... subscripts) {
        if (subscripts.length != dimensions.length) {
            return null;
        }
        int flat = 0;
        for (int i = 0; i < subscripts.length; i++) {
            long index = (long) subscripts[i] - lowerBounds[i];
            if (index < 0 || index >= dimensions[i]) {
                return null;
            }
            flat = flat * dimensions[i] + (int) index;
        }
        return elements.length == 0 ? null : elements[flat];
    }

    /** An array of the same shape with other elements, which are owned by the result. */
    public SqlArray withElements(SqlType type, @Nullable Object[] replacement) {
        assert replacement.length == elements.length;
        return new SqlArray(type, replacement, dimensions, lowerBounds);
    }

    public boolean containsNull() {
        for (Object element : elements) {
            if (element == null) {
                return true;
            }
        }
        return false;
    }

    /** The elements themselves, not a copy; do not change them. */
    public @Nullable Object[] elements() {
        return elements;
    }

    public int[] dimensions() {
        return dimensions.clone();
    }

    public int[] lowerBounds() {
        return lowerBounds.clone();
    }

    /** SQL equality: same dimensions and bounds, elements equal by their type, NULL equal to NULL. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SqlArray that && ArrayOrder.compare(this, that) == 0;
    }

    @Override
    public int hashCode() {
        return ArrayOrder.hash(this);
    }

    @Override
    public String toString() {
        return Arrays.toString(elements);
    }
}
