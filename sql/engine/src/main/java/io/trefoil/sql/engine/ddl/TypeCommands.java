package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.CatalogDelta;
import io.trefoil.sql.catalog.CatalogObject;
import io.trefoil.sql.catalog.Extension;
import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.UserType;
import io.trefoil.sql.engine.bind.RelationNames;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.SchemaStatement;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CREATE TYPE ... AS ENUM, and extensions that are built in. Enum types are recorded in the catalog; columns of them are
 * refused by the binder (0A000) until values of user types exist.
 */
final class TypeCommands {
    private static final int LABEL_BYTES_MAX = 63;

    private TypeCommands() {}

    /** The type of this name, or null; 3F000 for a schema that does not exist. */
    static @Nullable UserType find(DdlContext context, QualifiedName name) {
        String schema = name.schema();
        if (schema != null) {
            Relations.requireSchema(context, name);
            int oid = RelationNames.schemaOid(context.binding(), schema).orElse(0);
            return context.catalog().type(oid, name.name()).orElse(null);
        }
        for (int oid : context.binding().searchPath()) {
            UserType found = context.catalog().type(oid, name.name()).orElse(null);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    static String createEnum(SchemaStatement.CreateEnum statement, DdlContext context) {
        Schema schema = Relations.creationSchema(context, statement.name());
        String name = statement.name().name();
        Locks.use(context, schema.oid());
        Locks.name(context, schema.oid(), name);
        if (context.catalog().type(schema.oid(), name).isPresent()
                || context.catalog().relationOrNull(schema.oid(), name) != null) {
            throw new SqlStateException(SqlState.DUPLICATE_OBJECT, "type \"" + name + "\" already exists");
        }
        for (int i = 0; i < statement.labels().size(); i++) {
            String label = statement.labels().get(i);
            if (label.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > LABEL_BYTES_MAX) {
                throw new SqlStateException(SqlState.INVALID_NAME, "invalid enum label \"" + label + "\"")
                        .withDetail("Labels must be 63 bytes or less.");
            }
            if (statement.labels().indexOf(label) < i) {
                throw new SqlStateException(
                        SqlState.UNIQUE_VIOLATION,
                        "duplicate key value violates unique constraint \"pg_enum_typid_label_index\"");
            }
        }
        UserType type = new UserType(
                Oids.next(context),
                schema.oid(),
                name,
                context.role().oid(),
                'e',
                Oids.next(context),
                statement.labels(),
                null,
                -1,
                null,
                false,
                List.of());
        context.apply(new CatalogDelta.Builder().put(type).build());
        return "CREATE TYPE";
    }

    /** ALTER TYPE ... ADD VALUE. */
    static String addValue(SchemaStatement.AddEnumValue statement, DdlContext context) {
        UserType found = find(context, statement.type());
        if (found == null) {
            throw new SqlStateException(
                    SqlState.UNDEFINED_OBJECT,
                    "type \"" + String.join(".", statement.type().parts()) + "\" does not exist");
        }
        if (found.kind() != 'e') {
            throw new SqlStateException(SqlState.WRONG_OBJECT_TYPE, found.name() + " is not an enum");
        }
        Rights.requireOwner(context, found.ownerOid(), "type", found.name());
        Locks.definition(context, found.oid());
        UserType type = find(context, statement.type());
        List<String> labels = new ArrayList<>(type == null ? found.labels() : type.labels());
        if (labels.contains(statement.label())) {
            String message = "enum label \"" + statement.label() + "\" already exists";
            if (!statement.ifNotExists()) {
                throw new SqlStateException(SqlState.DUPLICATE_OBJECT, message);
            }
            Messages.notice(context, SqlState.DUPLICATE_OBJECT, message + ", skipping");
            return "ALTER TYPE";
        }
        String neighbour = statement.neighbour();
        int at = labels.size();
        if (neighbour != null) {
            at = labels.indexOf(neighbour) + (statement.after() ? 1 : 0);
            if (!labels.contains(neighbour)) {
                throw new SqlStateException(
                        SqlState.INVALID_PARAMETER_VALUE, "\"" + neighbour + "\" is not an existing enum label");
            }
        }
        labels.add(at, statement.label());
        context.apply(new CatalogDelta.Builder().put(found.withLabels(labels)).build());
        return "ALTER TYPE";
    }

    /** ALTER TYPE ... RENAME VALUE. */
    static String renameValue(SchemaStatement.RenameEnumValue statement, DdlContext context) {
        UserType found = find(context, statement.type());
        if (found == null) {
            throw new SqlStateException(
                    SqlState.UNDEFINED_OBJECT,
                    "type \"" + String.join(".", statement.type().parts()) + "\" does not exist");
        }
        Rights.requireOwner(context, found.ownerOid(), "type", found.name());
        Locks.definition(context, found.oid());
        List<String> labels = new ArrayList<>(found.labels());
        if (!labels.contains(statement.label())) {
            throw new SqlStateException(
                    SqlState.INVALID_PARAMETER_VALUE, "\"" + statement.label() + "\" is not an existing enum label");
        }
        if (labels.contains(statement.newLabel())) {
            throw new SqlStateException(
                    SqlState.DUPLICATE_OBJECT, "enum label \"" + statement.newLabel() + "\" already exists");
        }
        labels.set(labels.indexOf(statement.label()), statement.newLabel());
        context.apply(new CatalogDelta.Builder().put(found.withLabels(labels)).build());
        return "ALTER TYPE";
    }

    static String createExtension(SchemaStatement.CreateExtension statement, DdlContext context) {
        String name = statement.name();
        for (CatalogObject object : context.catalog().objects()) {
            if (object instanceof Extension extension
                    && extension.databaseOid() == context.databaseOid()
                    && extension.name().equals(name)) {
                if (!statement.ifNotExists()) {
                    throw new SqlStateException(SqlState.DUPLICATE_OBJECT, "extension \"" + name + "\" already exists");
                }
                Messages.notice(
                        context, SqlState.DUPLICATE_OBJECT, "extension \"" + name + "\" already exists, skipping");
                return "CREATE EXTENSION";
            }
        }
        if (!name.equals("plpgsql")) {
            throw new SqlStateException(SqlState.FEATURE_NOT_SUPPORTED, "extension \"" + name + "\" is not available");
        }
        Messages.notice(context, SqlState.DUPLICATE_OBJECT, "extension \"plpgsql\" already exists, skipping");
        return "CREATE EXTENSION";
    }
}
