package io.trefoil.sql.engine.bind;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Database;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.builtin.Namespaces;
import io.trefoil.sql.catalog.views.SystemView;
import io.trefoil.sql.catalog.views.SystemViews;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Finds relations and schemas by name, along the search path where no schema is given. */
public final class RelationNames {
    private RelationNames() {}

    /** What a relation name stands for: something a user made, or a view of the system. */
    public sealed interface Target {
        /** pg_class OID. */
        int oid();

        /** A relation of the catalog snapshot. */
        record User(Relation relation) implements Target {
            @Override
            public int oid() {
                return relation.oid();
            }
        }

        /** A relation of pg_catalog or information_schema. */
        record System(SystemView view) implements Target {
            @Override
            public int oid() {
                return view.oid();
            }
        }
    }

    /** The relation of this name, or null. */
    public static @Nullable Target find(BindEnvironment environment, QualifiedName name) {
        String schema = name.schema();
        checkDatabase(environment, name);
        if (schema != null) {
            OptionalInt oid = schemaOid(environment, schema);
            if (oid.isEmpty()) {
                return null;
            }
            Privileges.requireUsage(environment.catalog(), environment.role(), oid.getAsInt());
            return findIn(environment, oid.getAsInt(), name.name());
        }
        for (int oid : environment.searchPath()) {
            Target found = findIn(environment, oid, name.name());
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** The relation of this name; 3F000 or 42P01 when there is none. */
    public static Target require(BindEnvironment environment, QualifiedName name) {
        Target found = find(environment, name);
        if (found != null) {
            return found;
        }
        throw new SqlStateException(
                SqlState.UNDEFINED_TABLE, "relation \"" + String.join(".", name.parts()) + "\" does not exist");
    }

    private static @Nullable Target findIn(BindEnvironment environment, int schemaOid, String name) {
        if (Namespaces.isSystem(schemaOid)) {
            return SystemViews.instance()
                    .find(schemaOid, name)
                    .map(Target.System::new)
                    .orElse(null);
        }
        Relation relation = environment.catalog().relationOrNull(schemaOid, name);
        return relation == null ? null : new Target.User(relation);
    }

    /** The OID of a schema of the session's database. */
    public static OptionalInt schemaOid(BindEnvironment environment, String name) {
        int system = Namespaces.oidOf(name);
        if (Namespaces.isSystem(system)) {
            return OptionalInt.of(system);
        }
        return environment
                .catalog()
                .schema(environment.database(), name)
                .map(schema -> OptionalInt.of(schema.oid()))
                .orElse(OptionalInt.empty());
    }

    /** The schema that a qualified or unqualified new object goes to; 3F000 when there is none. */
    public static Schema creationSchema(BindEnvironment environment, QualifiedName name) {
        CatalogSnapshot catalog = environment.catalog();
        checkDatabase(environment, name);
        String schema = name.schema();
        if (schema == null) {
            return catalog.schema(environment.creationSchema())
                    .orElseThrow(() -> new SqlStateException(
                            SqlState.INVALID_SCHEMA_NAME, "no schema has been selected to create in"));
        }
        if (Namespaces.isSystem(Namespaces.oidOf(schema))) {
            throw new SqlStateException(
                            SqlState.INSUFFICIENT_PRIVILEGE,
                            "permission denied to create \"" + schema + "." + name.name() + "\"")
                    .withDetail("System catalog modifications are currently disallowed.");
        }
        return catalog.schema(environment.database(), schema)
                .orElseThrow(() -> new SqlStateException(
                        SqlState.INVALID_SCHEMA_NAME, "schema \"" + schema + "\" does not exist"));
    }

    /** The name of a schema, or its OID as text when it is gone. */
    public static String schemaName(BindEnvironment environment, int oid) {
        String system = Namespaces.nameOf(oid);
        return system != null
                ? system
                : environment.catalog().schema(oid).map(Schema::name).orElse(Integer.toString(oid));
    }

    private static void checkDatabase(BindEnvironment environment, QualifiedName name) {
        String catalog = name.catalog();
        if (catalog == null) {
            return;
        }
        boolean same = environment
                .catalog()
                .find(environment.database())
                .map(object ->
                        object instanceof Database database && database.name().equals(catalog))
                .orElse(false);
        if (!same) {
            throw new SqlStateException(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    "cross-database references are not implemented: \"" + String.join(".", name.parts()) + "\"");
        }
    }
}
