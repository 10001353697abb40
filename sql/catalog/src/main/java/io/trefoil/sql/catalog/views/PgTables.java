package io.trefoil.sql.catalog.views;

/** pg_tables: tables with names for everything. */
final class PgTables {
  static final ViewDefinition<RelationEntry> VIEW =
      ViewDefinition.catalog("pg_tables", scope -> RelationEntry.ofKind(scope, 'r'))
          .column("schemaname", (scope, entry) -> scope.schemaName(entry.namespace()))
          .column("tablename", RelationEntry::name)
          .column("tableowner", (scope, entry) -> scope.names().userName(entry.owner()))
          .column("hasindexes", entry -> entry.table() == null || !entry.table().indexes().isEmpty())
          .constant("hasrules", false)
          .column("hastriggers", (scope, entry) -> scope.foreignKeyTables().contains(entry.oid()))
          .constant("rowsecurity", false);

  private PgTables() {}
}
