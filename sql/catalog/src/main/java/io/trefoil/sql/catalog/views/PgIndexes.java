package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.SystemRelation;
import java.util.ArrayList;
import java.util.List;

/** pg_indexes: indexes of users and of PostgreSQL's own tables with their definitions. */
final class PgIndexes {
    static final ViewDefinition<Entry> VIEW = ViewDefinition.of("pg_indexes", PgIndexes::entries)
            .column("schemaname", (scope, entry) -> scope.schemaName(entry.namespace()))
            .column("tablename", Entry::table)
            .column("indexname", Entry::index)
            .column("indexdef", (scope, entry) -> scope.definitions().index(entry.oid(), false));

    /** An index by the names of its table and itself. */
    record Entry(int oid, int namespace, String table, String index) {}

    private PgIndexes() {}

    private static List<Entry> entries(ViewScope scope) {
        List<Entry> entries = new ArrayList<>();
        for (SystemRelation relation : BuiltinCatalog.instance().relations()) {
            SystemRelation table = relation.kind() == 'i' ? SystemIndexes.tableOf(relation) : null;
            if (table != null) {
                entries.add(new Entry(relation.oid(), relation.namespace(), table.name(), relation.name()));
            }
        }
        for (Table table : scope.tables()) {
            for (Index index : scope.snapshot().indexes(table)) {
                entries.add(new Entry(index.oid(), index.schemaOid(), table.name(), index.name()));
            }
        }
        return entries;
    }
}
