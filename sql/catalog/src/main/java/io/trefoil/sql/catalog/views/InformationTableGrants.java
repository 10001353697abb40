package io.trefoil.sql.catalog.views;

/** information_schema.table_privileges and role_table_grants: who may do what with tables and views. */
final class InformationTableGrants {
    static final ViewDefinition<TableGrant> PRIVILEGES = TableGrant.view("table_privileges", true);

    static final ViewDefinition<TableGrant> ROLE_GRANTS = TableGrant.view("role_table_grants", false);

    private InformationTableGrants() {}
}
