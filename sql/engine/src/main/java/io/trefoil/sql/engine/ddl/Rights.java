package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Database;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Privilege;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.Sequence;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.View;
import io.trefoil.sql.engine.bind.Privileges;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;

/** Who may define what: 42501 otherwise. */
final class Rights {
    /** What PUBLIC may do with every database. */
    static final int PUBLIC_DATABASE = Privilege.CONNECT.bit() | Privilege.TEMPORARY.bit();

    private Rights() {}

    /**
     * CREATE on the schema. Unlike in PostgreSQL, CREATE on a database also allows to create in its schema public: what
     * "GRANT ALL ON DATABASE" meant before PostgreSQL 15, and still means to CockroachDB's users.
     */
    static void requireCreate(DdlContext context, Schema schema) {
        CatalogSnapshot catalog = context.catalog();
        Role role = context.role();
        if (Privileges.allowed(catalog, role, schema.ownerOid(), schema.acl(), 0, Privilege.CREATE)) {
            return;
        }
        boolean throughDatabase = schema.name().equals("public")
                && Privileges.allowed(
                        catalog,
                        role,
                        database(context).ownerOid(),
                        database(context).acl(),
                        0,
                        Privilege.CREATE);
        if (!throughDatabase) {
            throw Messages.denied("schema", schema.name());
        }
    }

    /** USAGE on the schema. */
    static void requireUsage(DdlContext context, Schema schema) {
        int byDefault = schema.name().equals("public") ? Privilege.USAGE.bit() : 0;
        if (!Privileges.allowed(
                context.catalog(), context.role(), schema.ownerOid(), schema.acl(), byDefault, Privilege.USAGE)) {
            throw Messages.denied("schema", schema.name());
        }
    }

    static void requireCreateInDatabase(DdlContext context) {
        Database database = database(context);
        if (!Privileges.allowed(
                context.catalog(),
                context.role(),
                database.ownerOid(),
                database.acl(),
                PUBLIC_DATABASE,
                Privilege.CREATE)) {
            throw Messages.denied("database", database.name());
        }
    }

    static Database database(DdlContext context) {
        return (Database) context.catalog()
                .find(context.databaseOid())
                .orElseThrow(() -> new SqlStateException(
                        SqlState.INVALID_CATALOG_NAME, "the database of this session does not exist any more"));
    }

    static void requireOwner(DdlContext context, Relation relation) {
        requireOwner(context, relation.ownerOid(), kind(relation), relation.name());
    }

    static void requireOwner(DdlContext context, int ownerOid, String kind, String name) {
        Privileges.requireOwner(context.catalog(), context.role(), ownerOid, kind, name);
    }

    static boolean owns(DdlContext context, int ownerOid) {
        return context.role().superuser()
                || Privileges.effectiveRoles(context.catalog(), context.role()).contains(ownerOid);
    }

    /** DROP is also allowed to the owner of the schema. */
    static void requireOwnerForDrop(DdlContext context, Relation relation) {
        boolean ownsSchema = context.catalog()
                .schema(relation.schemaOid())
                .map(schema -> owns(context, schema.ownerOid()))
                .orElse(false);
        if (!ownsSchema) {
            requireOwner(context, relation);
        }
    }

    /** Changing an owner: the role must be a member of the new one. */
    static void requireMember(DdlContext context, Role target) {
        Role role = context.role();
        if (!role.superuser() && !Memberships.isMember(context.catalog(), role, target.oid())) {
            throw new SqlStateException(
                    SqlState.INSUFFICIENT_PRIVILEGE, "must be member of role \"" + target.name() + "\"");
        }
    }

    static void requireSuperuser(DdlContext context, String message) {
        if (!context.role().superuser()) {
            throw new SqlStateException(SqlState.INSUFFICIENT_PRIVILEGE, message);
        }
    }

    /** The word for a relation in messages. */
    static String kind(Relation relation) {
        return switch (relation) {
            case Table table -> "table";
            case Index index -> "index";
            case Sequence sequence -> "sequence";
            case View view -> "view";
        };
    }
}
