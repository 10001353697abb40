package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.CatalogDelta;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.builtin.Namespaces;
import io.trefoil.sql.parser.ast.RoleName;
import io.trefoil.sql.parser.ast.SchemaStatement;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;

/** CREATE SCHEMA. */
final class Schemas {
    private Schemas() {}

    static String create(SchemaStatement.CreateSchema statement, DdlContext context) {
        RoleName authorization = statement.owner();
        Role owner = authorization == null ? context.role() : RoleNames.require(context, authorization);
        Rights.requireCreateInDatabase(context);
        Rights.requireMember(context, owner);
        String given = statement.name();
        String name = given == null ? owner.name() : given;
        if (name.startsWith("pg_")) {
            throw new SqlStateException(SqlState.RESERVED_NAME, "unacceptable schema name \"" + name + "\"")
                    .withDetail("The prefix \"pg_\" is reserved for system schemas.");
        }
        Locks.name(context, context.databaseOid(), name);
        boolean exists = Namespaces.oidOf(name) != 0
                || context.catalog().schema(context.databaseOid(), name).isPresent();
        if (exists) {
            if (!statement.ifNotExists()) {
                throw new SqlStateException(SqlState.DUPLICATE_SCHEMA, "schema \"" + name + "\" already exists");
            }
            Messages.notice(context, SqlState.DUPLICATE_SCHEMA, "schema \"" + name + "\" already exists, skipping");
            return "CREATE SCHEMA";
        }
        if (!statement.elements().isEmpty()) {
            throw Messages.unsupported("CREATE SCHEMA with objects inside");
        }
        context.apply(new CatalogDelta.Builder()
                .put(new Schema(Oids.next(context), context.databaseOid(), name, owner.oid(), null))
                .build());
        return "CREATE SCHEMA";
    }

    static Schema require(DdlContext context, String name) {
        return context.catalog()
                .schema(context.databaseOid(), name)
                .orElseThrow(() ->
                        new SqlStateException(SqlState.INVALID_SCHEMA_NAME, "schema \"" + name + "\" does not exist"));
    }
}
