package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.CatalogObject;
import io.trefoil.sql.catalog.Extension;
import io.trefoil.sql.catalog.UserType;
import io.trefoil.sql.engine.bind.RelationNames;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.SchemaStatement;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import org.jspecify.annotations.Nullable;

/** Types by their names, and extensions that are built in. */
final class TypeCommands {
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

    /** The type of this name; 42704 when there is none. */
    static UserType require(DdlContext context, QualifiedName name) {
        UserType found = find(context, name);
        if (found == null) {
            throw new SqlStateException(
                    SqlState.UNDEFINED_OBJECT, "type \"" + String.join(".", name.parts()) + "\" does not exist");
        }
        return found;
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
