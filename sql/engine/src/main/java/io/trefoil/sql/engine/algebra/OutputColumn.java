package io.trefoil.sql.engine.algebra;

import io.trefoil.sql.types.SqlType;

/**
 * A column of a relational tree.
 *
 * @param tableOid origin for RowDescription, 0 for expressions
 * @param columnNumber attnum in the origin table, 0 for expressions
 */
public record OutputColumn(String name, SqlType type, int typmod, int tableOid, int columnNumber) {
    /** A column that comes from no table. */
    public static OutputColumn of(String name, SqlType type, int typmod) {
        return new OutputColumn(name, type, typmod, 0, 0);
    }

    public OutputColumn withName(String renamed) {
        return new OutputColumn(renamed, type, typmod, tableOid, columnNumber);
    }
}
