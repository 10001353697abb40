package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Acl;
import io.trefoil.sql.catalog.Privilege;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.catalog.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** pg_namespace: schemas. */
final class PgNamespace {
    static final ViewDefinition<Schema> VIEW = ViewDefinition.of("pg_namespace", ViewScope::schemas)
            .withBuiltinRows()
            .column("oid", Schema::oid)
            .column("nspname", Schema::name)
            .column("nspowner", PgNamespace::owner)
            .column("nspacl", (scope, schema) -> scope.acl(acl(schema)));

    /** The predefined role pg_database_owner, whose only member is the owner of the database. */
    private static final int DATABASE_OWNER_OID = 6171;

    private PgNamespace() {}

    /** Schema public belongs to the owner of its database until it is given away; PostgreSQL has a role that says so. */
    private static int owner(Schema schema) {
        boolean ofDatabaseOwner = schema.name().equals("public") && schema.ownerOid() == Role.BOOTSTRAP_OID;
        return ofDatabaseOwner ? DATABASE_OWNER_OID : schema.ownerOid();
    }

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
