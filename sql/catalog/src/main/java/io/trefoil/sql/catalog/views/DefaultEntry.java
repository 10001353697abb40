package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Table;
import java.util.ArrayList;
import java.util.List;

/** A column's default or generation expression and where it is. */
record DefaultEntry(Relation relation, Column column, String sql) {
    static List<DefaultEntry> all(ViewScope scope) {
        List<DefaultEntry> entries = new ArrayList<>();
        for (Table table : scope.tables()) {
            for (Column column : table.columns()) {
                String sql = column.defaultSql();
                if (sql != null && !column.dropped()) {
                    entries.add(new DefaultEntry(table, column, sql));
                }
            }
        }
        return entries;
    }

    int oid() {
        return SqlValues.derivedOid(relation.oid(), column.number());
    }
}
