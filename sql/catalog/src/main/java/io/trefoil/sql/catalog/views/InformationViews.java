package io.trefoil.sql.catalog.views;

import org.jspecify.annotations.Nullable;

/** information_schema.views: views, with their queries for their owners. */
final class InformationViews {
    static final ViewDefinition<RelationEntry> VIEW = ViewDefinition.of(
                    "views",
                    scope -> InformationTables.visible(scope).stream()
                            .filter(entry -> entry.kind() == 'v')
                            .toList())
            .column("table_catalog", (scope, entry) -> scope.databaseName())
            .column("table_schema", (scope, entry) -> scope.schemaName(entry.namespace()))
            .column("table_name", RelationEntry::name)
            .column("view_definition", InformationViews::definition)
            .constant("check_option", "NONE")
            .constant("is_updatable", "NO")
            .constant("is_insertable_into", "NO")
            .constant("is_trigger_updatable", "NO")
            .constant("is_trigger_deletable", "NO")
            .constant("is_trigger_insertable_into", "NO");

    private InformationViews() {}

    private static @Nullable String definition(ViewScope scope, RelationEntry entry) {
        boolean shown = entry.relation() != null && scope.rights().owns(entry.owner());
        return shown ? scope.definitions().view(entry.oid()) : null;
    }
}
