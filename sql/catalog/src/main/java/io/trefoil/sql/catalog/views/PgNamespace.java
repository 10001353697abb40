package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Schema;

/** pg_namespace: schemas. */
final class PgNamespace {
  static final ViewDefinition<Schema> VIEW = ViewDefinition.of("pg_namespace", ViewScope::schemas)
      .withBuiltinRows()
      .column("oid", Schema::oid)
      .column("nspname", Schema::name)
      .column("nspowner", Schema::ownerOid)
      .column("nspacl", (scope, schema) -> scope.acl(schema.acl()));

  private PgNamespace() {}
}
