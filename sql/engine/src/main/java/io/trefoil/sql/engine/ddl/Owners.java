package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.CatalogDelta;
import io.trefoil.sql.catalog.Database;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Privilege;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.Sequence;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.UserType;
import io.trefoil.sql.catalog.View;
import io.trefoil.sql.engine.bind.Privileges;
import io.trefoil.sql.parser.ast.ObjectStatement;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;

/** OWNER TO: the object, and with a table its indexes and sequences, get another owner. */
final class Owners {
    private Owners() {}

    static void relation(DdlContext context, Relation relation, Role owner) {
        Rights.requireMember(context, owner);
        Schema schema = Relations.schemaOf(context, relation);
        if (!context.role().superuser()
                && !Privileges.allowed(
                        context.catalog(), owner, schema.ownerOid(), schema.acl(), 0, Privilege.CREATE)) {
            throw Messages.denied("schema", schema.name());
        }
        Locks.definition(context, relation.oid());
        CatalogDelta.Builder delta = new CatalogDelta.Builder();
        put(context, delta, relation, owner);
        context.apply(delta.build());
    }

    private static void put(DdlContext context, CatalogDelta.Builder delta, Relation relation, Role owner) {
        switch (relation) {
            case Table table -> {
                delta.put(table.withOwner(owner.oid())
                        .withAcl(AclEdit.withOwner(table.acl(), table.ownerOid(), owner.oid())));
                context.catalog()
                        .indexes(table)
                        .forEach(index -> delta.put(index.withOwner(index.schemaOid(), owner.oid())));
                OwnedSequences.of(context.catalog(), table.oid(), 0)
                        .forEach(sequence -> put(context, delta, sequence, owner));
            }
            case Sequence sequence ->
                delta.put(sequence.withOwner(owner.oid())
                        .withAcl(AclEdit.withOwner(sequence.acl(), sequence.ownerOid(), owner.oid())));
            case View view ->
                delta.put(view.withOwner(owner.oid())
                        .withAcl(AclEdit.withOwner(view.acl(), view.ownerOid(), owner.oid())));
            case Index index ->
                throw new SqlStateException(
                                SqlState.WRONG_OBJECT_TYPE, "cannot change owner of index \"" + index.name() + "\"")
                        .withHint("Change the ownership of the index's table, instead.");
        }
    }

    /** The schema under another owner, who takes over what the last one was granted. */
    static Schema owned(Schema schema, Role owner) {
        return schema.withOwner(owner.oid()).withAcl(AclEdit.withOwner(schema.acl(), schema.ownerOid(), owner.oid()));
    }

    /** The database under another owner. */
    static Database owned(Database database, Role owner) {
        return database.withOwner(owner.oid())
                .withAcl(AclEdit.withOwner(database.acl(), database.ownerOid(), owner.oid()));
    }

    /** ALTER SCHEMA, DATABASE, TYPE, DOMAIN ... OWNER TO. */
    static String run(ObjectStatement.SetOwner statement, DdlContext context) {
        Role owner = RoleNames.require(context, statement.owner());
        String name = statement.object().name().name();
        switch (statement.kind()) {
            case SCHEMA -> {
                Schema schema = Schemas.require(context, name);
                Rights.requireOwner(context, schema.ownerOid(), "schema", name);
                Rights.requireMember(context, owner);
                Rights.requireCreateInDatabase(context);
                Locks.definition(context, schema.oid());
                context.apply(
                        new CatalogDelta.Builder().put(owned(schema, owner)).build());
            }
            case DATABASE -> {
                Database database = Databases.require(context, name);
                Rights.requireOwner(context, database.ownerOid(), "database", name);
                Rights.requireMember(context, owner);
                Locks.definition(context, database.oid());
                context.apply(
                        new CatalogDelta.Builder().put(owned(database, owner)).build());
            }
            case TYPE, DOMAIN -> {
                UserType type = TypeCommands.find(context, statement.object().name());
                if (type == null) {
                    throw new SqlStateException(SqlState.UNDEFINED_OBJECT, "type \"" + name + "\" does not exist");
                }
                Rights.requireOwner(context, type.ownerOid(), "type", name);
                Rights.requireMember(context, owner);
                Locks.definition(context, type.oid());
                context.apply(new CatalogDelta.Builder()
                        .put(type.withOwner(owner.oid()))
                        .build());
            }
            default -> throw Messages.unsupported("ALTER " + statement.kind().words() + " OWNER");
        }
        return "ALTER " + statement.kind().words();
    }
}
