package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Acl;
import io.trefoil.sql.catalog.Privilege;
import io.trefoil.sql.catalog.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** pg_namespace: schemas. */
final class PgNamespace {
    static final ViewDefinition<Schema> VIEW = ViewDefinition.of("pg_namespace", ViewScope::schemas)
            .withBuiltinRows()
            .column("oid", Schema::oid)
            .column("nspname", Schema::name)
            .column("nspowner", Schema::ownerOid)
            .column("nspacl", (scope, schema) -> scope.acl(acl(schema)));

    private PgNamespace() {}

    /** What the schema public allows while nobody granted or revoked anything is not the default of other schemas. */
    private static @Nullable Acl acl(Schema schema) {
        if (schema.acl() != null || !schema.name().equals("public")) {
            return schema.acl();
        }
        int owner = schema.ownerOid();
        return new Acl(List.of(
                new Acl.Item(owner, Privilege.ALL_SCHEMA, 0, owner),
                new Acl.Item(Acl.PUBLIC, Privilege.USAGE.bit(), 0, owner)));
    }
}
