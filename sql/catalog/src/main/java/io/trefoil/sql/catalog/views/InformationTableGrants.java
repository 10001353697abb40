package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Acl;

/** information_schema.table_privileges and role_table_grants: who may do what with tables and views. */
final class InformationTableGrants {
  static final ViewDefinition<TableGrant> PRIVILEGES = TableGrant.view("table_privileges", grant -> true);

  static final ViewDefinition<TableGrant> ROLE_GRANTS =
      TableGrant.view("role_table_grants", grant -> grant.grantee() != Acl.PUBLIC);

  private InformationTableGrants() {}
}
