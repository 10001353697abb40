package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Acl;
import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Privilege;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Sequence;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** information_schema.column_privileges and role_column_grants: grants on tables, for each of their columns. */
final class InformationColumnGrants {
    private static final Set<Privilege> ON_COLUMNS =
            Set.of(Privilege.SELECT, Privilege.INSERT, Privilege.UPDATE, Privilege.REFERENCES);

    static final ViewDefinition<Entry> PRIVILEGES = view("column_privileges", true);

    static final ViewDefinition<Entry> ROLE_GRANTS = view("role_column_grants", false);

    /** A privilege and one column that it covers. */
    record Entry(TableGrant grant, Column column) {}

    private InformationColumnGrants() {}

    private static ViewDefinition<Entry> view(String name, boolean withPublic) {
        return ViewDefinition.of(name, scope -> entries(scope, withPublic))
                .column(
                        "grantor",
                        (scope, entry) -> scope.names().userName(entry.grant().grantor()))
                .column(
                        "grantee",
                        (scope, entry) -> entry.grant().grantee() == Acl.PUBLIC
                                ? "PUBLIC"
                                : scope.names().userName(entry.grant().grantee()))
                .column("table_catalog", (scope, entry) -> scope.databaseName())
                .column(
                        "table_schema",
                        (scope, entry) ->
                                scope.schemaName(entry.grant().relation().schemaOid()))
                .column("table_name", entry -> entry.grant().relation().name())
                .column("column_name", entry -> entry.column().name())
                .column("privilege_type", entry -> entry.grant().privilege().name())
                .column("is_grantable", entry -> SqlValues.yesOrNo(entry.grant().grantable()));
    }

    private static List<Entry> entries(ViewScope scope, boolean withPublic) {
        List<Entry> entries = new ArrayList<>();
        for (TableGrant grant : TableGrant.all(scope)) {
            if (grant.isVisible(scope, withPublic) && ON_COLUMNS.contains(grant.privilege())) {
                for (Column column : columnsOf(grant.relation())) {
                    if (!column.dropped()) {
                        entries.add(new Entry(grant, column));
                    }
                }
            }
        }
        return entries;
    }

    private static List<Column> columnsOf(Relation relation) {
        return switch (relation) {
            case Table table -> table.columns();
            case View view -> view.columns();
            case Index index -> List.of();
            case Sequence sequence -> List.of();
        };
    }
}
