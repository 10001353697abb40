package io.trefoil.sql.types;

import org.jspecify.annotations.Nullable;

/** PostgreSQL's array order: elements first, then their number, the rank, the lengths, the lower bounds. */
final class ArrayOrder {
    private ArrayOrder() {}

    static int compare(SqlArray left, SqlArray right) {
        SqlType type = left.elementType();
        int common = Math.min(left.size(), right.size());
        for (int i = 0; i < common; i++) {
            int order = compareElements(type, left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        int order = Integer.compare(left.size(), right.size());
        if (order == 0) {
            order = Integer.compare(left.rank(), right.rank());
        }
        for (int i = 0; order == 0 && i < left.rank(); i++) {
            order = Integer.compare(left.dimension(i), right.dimension(i));
        }
        for (int i = 0; order == 0 && i < left.rank(); i++) {
            order = Integer.compare(left.lowerBound(i), right.lowerBound(i));
        }
        return order;
    }

    /** NULL equals NULL and is greater than any value. */
    static int compareElements(SqlType type, @Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return left == right ? 0 : left == null ? 1 : -1;
        }
        return type.compare(left, right);
    }

    static int hash(SqlArray array) {
        int result = 1;
        for (Object element : array.elements()) {
            result = 31 * result + (element == null ? 0 : array.elementType().hash(element));
        }
        return result;
    }
}
