package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.builtin.Namespaces;

/** pg_tables: tables with names for everything. */
final class PgTables {
    static final ViewDefinition<RelationEntry> VIEW = ViewDefinition.of(
                    "pg_tables", scope -> RelationEntry.ofKind(scope, 'r'))
            .column("schemaname", (scope, entry) -> scope.schemaName(entry.namespace()))
            .column("tablename", RelationEntry::name)
            .column("tableowner", (scope, entry) -> scope.names().userName(entry.owner()))
            .column("hasindexes", PgTables::hasIndexes)
            .constant("hasrules", false)
            .column("hastriggers", (scope, entry) -> scope.foreignKeyTables().contains(entry.oid()))
            .constant("rowsecurity", false);

    private PgTables() {}

    /** Of PostgreSQL's own tables those of pg_catalog have indexes, those of information_schema have none. */
    private static boolean hasIndexes(RelationEntry entry) {
        Table table = entry.table();
        return table == null
                ? entry.namespace() == Namespaces.PG_CATALOG
                : !table.indexes().isEmpty();
    }
}
