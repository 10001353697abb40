package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.CatalogDelta;
import io.trefoil.sql.catalog.CatalogObject;
import io.trefoil.sql.catalog.Database;
import io.trefoil.sql.catalog.Extension;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.catalog.RoleSettings;
import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.UserType;
import io.trefoil.sql.catalog.store.CatalogStore;
import io.trefoil.sql.engine.largeobject.LargeObjects;
import io.trefoil.sql.parser.ast.Option;
import io.trefoil.sql.parser.ast.SchemaStatement;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** CREATE, ALTER and DROP DATABASE. A database starts with nothing but a schema public. */
final class Databases {
    /** As PostgreSQL waits for sessions that it has told to end. */
    private static final long FORCE_WAIT_NANOS = 5_000_000_000L;
    /** For clients that drop a database right after they have left it. */
    private static final long END_WAIT_NANOS = 500_000_000L;

    private static final long POLL_NANOS = 5_000_000;

    private Databases() {}

    static String create(SchemaStatement.CreateDatabase statement, DdlContext context) {
        requireOutside(context, "CREATE DATABASE");
        Role owner = context.role();
        if (!owner.superuser() && !owner.createDatabase()) {
            throw new SqlStateException(SqlState.INSUFFICIENT_PRIVILEGE, "permission denied to create database");
        }
        int limit = -1;
        boolean template = false;
        boolean connections = true;
        for (Option option : statement.options()) {
            String text = option.text();
            switch (option.name()) {
                case "owner" -> {
                    if (text != null) {
                        owner = RoleNames.require(context, text);
                        Rights.requireMember(context, owner);
                    }
                }
                case "template" -> requireKnownTemplate(text, context);
                case "encoding" -> requireEncoding(text);
                case "connection_limit" -> limit = Integer.parseInt(String.valueOf(text));
                case "is_template" -> template = "true".equals(text);
                case "allow_connections" -> connections = !"false".equals(text);
                case "lc_collate",
                        "lc_ctype",
                        "locale",
                        "collation_version",
                        "locale_provider",
                        "icu_locale",
                        "strategy",
                        "oid",
                        "tablespace" -> {
                    // One collation, C, and one place for everything: accepted as PostgreSQL's defaults would be.
                }
                default ->
                    throw Messages.at(
                            context,
                            SqlState.SYNTAX_ERROR,
                            "option \"" + option.name() + "\" not recognized",
                            option.position());
            }
        }
        String name = statement.name();
        Locks.name(context, 0, "database " + name);
        if (context.catalog().database(name).isPresent()) {
            throw new SqlStateException(SqlState.DUPLICATE_DATABASE, "database \"" + name + "\" already exists");
        }
        int oid = Oids.next(context);
        Database database = new Database(oid, name, owner.oid(), template, connections, limit, null);
        Schema schema = CatalogStore.publicSchema(Oids.next(context), oid);
        Schema owned = new Schema(
                schema.oid(),
                oid,
                schema.name(),
                owner.oid(),
                AclEdit.withOwner(schema.acl(), schema.ownerOid(), owner.oid()));
        context.apply(new CatalogDelta.Builder().put(database).put(owned).build());
        return "CREATE DATABASE";
    }

    private static void requireKnownTemplate(@org.jspecify.annotations.Nullable String text, DdlContext context) {
        if (text != null && !text.equals("template0") && !text.equals("template1")) {
            if (context.catalog().database(text).isEmpty()) {
                throw new SqlStateException(
                        SqlState.INVALID_CATALOG_NAME, "template database \"" + text + "\" does not exist");
            }
            throw Messages.unsupported("copying a database");
        }
    }

    private static void requireEncoding(@org.jspecify.annotations.Nullable String text) {
        if (text != null
                && !text.replace("-", "").equalsIgnoreCase("utf8")
                && !text.equalsIgnoreCase("unicode")
                && !text.equals("6")) {
            throw Messages.unsupported("database encoding \"" + text + "\"");
        }
    }

    private static void requireOutside(DdlContext context, String command) {
        if (context.inBlock()) {
            throw new SqlStateException(
                    SqlState.ACTIVE_SQL_TRANSACTION, command + " cannot run inside a transaction block");
        }
    }

    static String drop(SchemaStatement.DropDatabase statement, DdlContext context) {
        requireOutside(context, "DROP DATABASE");
        String name = statement.name();
        Database database = context.catalog().database(name).orElse(null);
        if (database == null) {
            if (!statement.ifExists()) {
                throw new SqlStateException(SqlState.INVALID_CATALOG_NAME, "database \"" + name + "\" does not exist");
            }
            Messages.notice(
                    context, SqlState.SUCCESSFUL_COMPLETION, "database \"" + name + "\" does not exist, skipping");
            return "DROP DATABASE";
        }
        Locks.definition(context, database.oid());
        Rights.requireOwner(context, database.ownerOid(), "database", name);
        if (database.oid() == context.databaseOid()) {
            throw new SqlStateException(SqlState.OBJECT_IN_USE, "cannot drop the currently open database");
        }
        requireUnused(statement, database, context);
        Set<Integer> schemas = new HashSet<>();
        context.catalog().schemas(database.oid()).forEach(schema -> schemas.add(schema.oid()));
        CatalogDelta.Builder delta = new CatalogDelta.Builder().remove(database.oid());
        schemas.forEach(delta::remove);
        for (CatalogObject object : context.catalog().objects()) {
            boolean inside = switch (object) {
                case Relation relation -> schemas.contains(relation.schemaOid());
                case UserType type -> schemas.contains(type.schemaOid());
                case Extension extension -> extension.databaseOid() == database.oid();
                case RoleSettings settings -> settings.databaseOid() == database.oid();
                default -> false;
            };
            if (inside) {
                delta.remove(object.oid());
                dropSpaces(context, object);
            }
        }
        context.apply(delta.build());
        new LargeObjects(context.statement(), database.oid(), new HashSet<>()).unlinkAll();
        return "DROP DATABASE";
    }

    /** Sessions that are about to end are waited for; with FORCE all are. */
    private static void requireUnused(SchemaStatement.DropDatabase statement, Database database, DdlContext context) {
        boolean force =
                statement.options().stream().anyMatch(option -> option.name().equals("force"));
        if (force) {
            context.terminateOtherSessions(database.oid());
        }
        long deadline = System.nanoTime() + (force ? FORCE_WAIT_NANOS : END_WAIT_NANOS);
        int others = context.otherSessions(database.oid());
        while (others > 0 && System.nanoTime() < deadline) {
            context.statement().checkCanceled();
            LockSupport.parkNanos(POLL_NANOS);
            others = context.otherSessions(database.oid());
        }
        int prepared = context.preparedTransactions(database.oid());
        if (others == 0 && prepared == 0) {
            return;
        }
        throw new SqlStateException(
                        SqlState.OBJECT_IN_USE, "database \"" + database.name() + "\" is being accessed by other users")
                .withDetail(usage(others, prepared));
    }

    /** PostgreSQL's words (errdetail_busy_db of dbcommands.c). */
    private static String usage(int others, int prepared) {
        if (others > 0 && prepared > 0) {
            return "There are " + others + " other session(s) and " + prepared
                    + " prepared transaction(s) using the database.";
        }
        String what = others > 0 ? "other session" : "prepared transaction";
        int count = Math.max(others, prepared);
        return count == 1
                ? "There is 1 " + what + " using the database."
                : "There are " + count + " " + what + "s using the database.";
    }

    private static void dropSpaces(DdlContext context, CatalogObject object) {
        if (object instanceof Table table) {
            Locks.dropSpace(context, table.spaceId());
        } else if (object instanceof Index index && index.spaceId() != 0) {
            Locks.dropSpace(context, index.spaceId());
        }
    }

    /** ALTER DATABASE name WITH options. */
    static String alter(SchemaStatement.AlterDatabase statement, DdlContext context) {
        Database found = require(context, statement.name());
        Rights.requireOwner(context, found.ownerOid(), "database", found.name());
        Locks.definition(context, found.oid());
        Database database = require(context, statement.name());
        int limit = database.connectionLimit();
        boolean template = database.template();
        boolean connections = database.allowConnections();
        for (Option option : statement.options()) {
            switch (option.name()) {
                case "connection_limit" -> limit = Integer.parseInt(String.valueOf(option.text()));
                case "is_template" -> template = "true".equals(option.text());
                case "allow_connections" -> connections = !"false".equals(option.text());
                case "tablespace" -> throw Messages.unsupported("a tablespace");
                default ->
                    throw Messages.at(
                            context,
                            SqlState.SYNTAX_ERROR,
                            "option \"" + option.name() + "\" not recognized",
                            option.position());
            }
        }
        context.apply(new CatalogDelta.Builder()
                .put(new Database(
                        database.oid(),
                        database.name(),
                        database.ownerOid(),
                        template,
                        connections,
                        limit,
                        database.acl()))
                .build());
        return "ALTER DATABASE";
    }

    static Database require(DdlContext context, String name) {
        return context.catalog()
                .database(name)
                .orElseThrow(() -> new SqlStateException(
                        SqlState.INVALID_CATALOG_NAME, "database \"" + name + "\" does not exist"));
    }
}
