package io.trefoil.sql.engine.bind;

import io.trefoil.sql.engine.algebra.FunctionReference;
import io.trefoil.sql.functions.FunctionBody;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import org.jspecify.annotations.Nullable;

/**
 * The function behind {@code SET a[i] = value}: a one-dimensional array with an element replaced or added. Positions
 * between the old end and a new one become null (PostgreSQL docs, "Modifying Arrays").
 */
final class ArrayAssignment {
    /** Largest number of elements, as PostgreSQL's MaxArraySize for 8-byte elements. */
    private static final int ELEMENTS_MAX = 134_217_727;

    private ArrayAssignment() {}

    static FunctionReference function(SqlType element) {
        FunctionBody.General body =
                (context, arguments) -> assign(element, (SqlArray) arguments[0], (Integer) arguments[1], arguments[2]);
        return new FunctionReference(
                0, "array_assign", "array_assign(" + element.name() + "[],int4)", false, 'i', false, body);
    }

    private static SqlArray assign(
            SqlType element, @Nullable SqlArray array, @Nullable Integer index, @Nullable Object value) {
        if (index == null) {
            throw new SqlStateException(
                    SqlState.NULL_VALUE_NOT_ALLOWED, "array subscript in assignment must not be null");
        }
        if (array == null || array.size() == 0) {
            return new SqlArray(element, new @Nullable Object[] {value}, new int[] {1}, new int[] {index});
        }
        if (array.rank() != 1) {
            throw new SqlStateException(SqlState.ARRAY_ELEMENT_ERROR, "wrong number of array subscripts");
        }
        int low = array.lowerBound(0);
        long first = Math.min(low, index);
        long last = Math.max((long) low + array.size() - 1, index);
        if (last - first >= ELEMENTS_MAX) {
            throw new SqlStateException(
                    SqlState.PROGRAM_LIMIT_EXCEEDED, "array size exceeds the maximum allowed (" + ELEMENTS_MAX + ")");
        }
        @Nullable Object[] elements = new @Nullable Object[(int) (last - first + 1)];
        System.arraycopy(array.elements(), 0, elements, (int) (low - first), array.size());
        elements[(int) (index - first)] = value;
        return new SqlArray(element, elements, new int[] {elements.length}, new int[] {(int) first});
    }
}
