package io.trefoil.sql.engine.bind;

import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.types.SqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of FROM that qualified names refer to.
 *
 * @param alias the name it goes by
 * @param schemaOid schema of an unaliased relation, 0 otherwise
 * @param relationOid OID of the relation, 0 for subqueries and functions
 * @param table the table behind it, null otherwise
 * @param rowKey position of the row key in the input row, -1 when it is not there
 * @param rowType type of a whole-row reference
 */
record RangeEntry(
        String alias,
        int schemaOid,
        int relationOid,
        @Nullable Table table,
        List<NamedColumn> columns,
        int rowKey,
        SqlType rowType) {
    RangeEntry {
        columns = List.copyOf(columns);
    }

    /** The same entry in rows that have this many other columns before it. */
    RangeEntry shifted(int by) {
        List<NamedColumn> moved =
                columns.stream().map(column -> column.shifted(by)).toList();
        return new RangeEntry(alias, schemaOid, relationOid, table, moved, rowKey < 0 ? -1 : rowKey + by, rowType);
    }
}
