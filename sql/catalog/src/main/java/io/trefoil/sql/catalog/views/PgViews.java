package io.trefoil.sql.catalog.views;

/** pg_views: views with their queries; those of PostgreSQL's own are computed and have none. */
final class PgViews {
    static final ViewDefinition<RelationEntry> VIEW = ViewDefinition.of(
                    "pg_views", scope -> RelationEntry.ofKind(scope, 'v'))
            .column("schemaname", (scope, entry) -> scope.schemaName(entry.namespace()))
            .column("viewname", RelationEntry::name)
            .column("viewowner", (scope, entry) -> scope.names().userName(entry.owner()))
            .column(
                    "definition",
                    (scope, entry) -> entry.relation() == null
                            ? null
                            : scope.definitions().view(entry.oid()));

    private PgViews() {}
}
