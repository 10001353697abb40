package io.trefoil.sql.engine.bind;

import io.trefoil.sql.parser.ast.Operation;
import io.trefoil.sql.parser.ast.SortItem;

/** ORDER BY's direction and place of nulls, with PostgreSQL's defaults: nulls are larger than any value. */
final class SortDirection {
    private SortDirection() {}

    static boolean descending(SortItem item) {
        Operation.OperatorName using = item.using();
        return switch (item.direction()) {
            case DESCENDING -> true;
            case USING -> using != null && using.symbol().startsWith(">");
            case DEFAULT, ASCENDING -> false;
        };
    }

    static boolean nullsFirst(SortItem item) {
        return switch (item.nulls()) {
            case FIRST -> true;
            case LAST -> false;
            case DEFAULT -> descending(item);
        };
    }
}
