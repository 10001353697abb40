package io.trefoil.sql.api;

import io.trefoil.sql.types.SqlType;
import java.util.List;

/** The columns of a result, as RowDescription tells them. */
public record RowShape(List<Column> columns) {
    public RowShape {
        columns = List.copyOf(columns);
    }

    /**
     * One result column.
     *
     * @param tableOid the table it comes from, 0 for expressions
     * @param columnNumber attnum in that table, 0 for expressions
     * @param typmod -1 for none
     * @param format 0 text, 1 binary
     */
    public record Column(String name, int tableOid, int columnNumber, SqlType type, int typmod, short format) {}
}
