package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Privilege;
import io.trefoil.sql.catalog.Table;
import java.util.List;

/** information_schema.tables: tables and views that the reader owns or may do something with. */
final class InformationTables {
    static final ViewDefinition<RelationEntry> VIEW = ViewDefinition.of("tables", InformationTables::visible)
            .column("table_catalog", (scope, entry) -> scope.databaseName())
            .column("table_schema", (scope, entry) -> scope.schemaName(entry.namespace()))
            .column("table_name", RelationEntry::name)
            .column("table_type", InformationTables::type)
            .column("is_insertable_into", entry -> SqlValues.yesOrNo(entry.kind() == 'r'))
            .constant("is_typed", "NO");

    private InformationTables() {}

    /** The tables and views that the reader may know of. */
    static List<RelationEntry> visible(ViewScope scope) {
        return RelationEntry.all(scope).stream()
                .filter(entry -> scope.rights().owns(entry.owner()) || entry.allows(scope, Privilege.ALL_TABLE))
                .toList();
    }

    private static String type(RelationEntry entry) {
        Table table = entry.table();
        if (table != null && table.persistence() == Table.Persistence.TEMPORARY) {
            return "LOCAL TEMPORARY";
        }
        return entry.kind() == 'v' ? "VIEW" : "BASE TABLE";
    }
}
