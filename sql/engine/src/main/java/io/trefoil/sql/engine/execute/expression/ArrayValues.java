package io.trefoil.sql.engine.execute.expression;

import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.row.Rows;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ARRAY[...], subscripts and slices (PostgreSQL docs, "Arrays"). */
final class ArrayValues {
    private ArrayValues() {}

    static Evaluator construct(Evaluator[] elements, SqlType elementType, boolean nested) {
        if (nested) {
            return (row, context) -> stack(Arrays.asList(Rows.evaluate(elements, row, context)), elementType);
        }
        return (row, context) -> SqlArray.of(elementType, Rows.evaluate(elements, row, context));
    }

    /** An array with one dimension more than the given ones, which become its slices. */
    static SqlArray stack(List<? extends @Nullable Object> parts, SqlType elementType) {
        SqlArray model = null;
        int empty = 0;
        for (Object part : parts) {
            if (part == null || ((SqlArray) part).rank() == 0) {
                empty++;
            } else if (model == null) {
                model = (SqlArray) part;
            } else if (!Arrays.equals(model.dimensions(), ((SqlArray) part).dimensions())) {
                throw mismatch();
            }
        }
        if (model == null) {
            return SqlArray.of(elementType);
        }
        if (empty > 0) {
            throw mismatch();
        }
        @Nullable Object[] all = new @Nullable Object[Math.multiplyExact(model.size(), parts.size())];
        int at = 0;
        for (Object part : parts) {
            if (part instanceof SqlArray slice) {
                System.arraycopy(slice.elements(), 0, all, at, slice.size());
                at += slice.size();
            }
        }
        return new SqlArray(
                elementType, all, prepend(parts.size(), model.dimensions()), prepend(1, model.lowerBounds()));
    }

    private static int[] prepend(int head, int[] tail) {
        int[] all = new int[tail.length + 1];
        all[0] = head;
        System.arraycopy(tail, 0, all, 1, tail.length);
        return all;
    }

    private static SqlStateException mismatch() {
        return new SqlStateException(
                SqlState.ARRAY_ELEMENT_ERROR,
                "multidimensional arrays must have array expressions with matching dimensions");
    }

    static Evaluator subscript(Evaluator array, Evaluator[] indexes) {
        if (indexes.length == 1) {
            Evaluator only = indexes[0];
            return (row, context) -> {
                SqlArray value = (SqlArray) array.evaluate(row, context);
                Object index = value == null ? null : only.evaluate(row, context);
                return value == null || index == null ? null : value.at((Integer) index);
            };
        }
        return (row, context) -> {
            SqlArray value = (SqlArray) array.evaluate(row, context);
            if (value == null) {
                return null;
            }
            int[] subscripts = new int[indexes.length];
            for (int i = 0; i < subscripts.length; i++) {
                Object index = indexes[i].evaluate(row, context);
                if (index == null) {
                    return null;
                }
                subscripts[i] = (Integer) index;
            }
            return value.at(subscripts);
        };
    }

    static Evaluator slice(Evaluator array, @Nullable Evaluator lower, @Nullable Evaluator upper) {
        return (row, context) -> {
            SqlArray value = (SqlArray) array.evaluate(row, context);
            Object low = lower == null ? Integer.valueOf(Integer.MIN_VALUE) : lower.evaluate(row, context);
            Object high = upper == null ? Integer.valueOf(Integer.MAX_VALUE) : upper.evaluate(row, context);
            return value == null || low == null || high == null ? null : slice(value, (Integer) low, (Integer) high);
        };
    }

    /** Subscripts of the result begin with 1; what lies outside is left out. */
    private static SqlArray slice(SqlArray array, int lower, int upper) {
        if (array.rank() == 0) {
            return array;
        }
        int first = Math.max(lower, array.lowerBound(0));
        long last = Math.min((long) upper, (long) array.lowerBound(0) + array.dimension(0) - 1);
        if (first > last) {
            return SqlArray.of(array.elementType());
        }
        int count = (int) (last - first + 1);
        int stride = array.size() / array.dimension(0);
        int from = (first - array.lowerBound(0)) * stride;
        int[] dimensions = array.dimensions();
        dimensions[0] = count;
        int[] lowerBounds = new int[dimensions.length];
        Arrays.fill(lowerBounds, 1);
        return new SqlArray(
                array.elementType(),
                Arrays.copyOfRange(array.elements(), from, from + count * stride),
                dimensions,
                lowerBounds);
    }
}
