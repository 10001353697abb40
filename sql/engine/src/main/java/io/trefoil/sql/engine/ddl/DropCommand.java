package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.CatalogObject;
import io.trefoil.sql.catalog.Extension;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.Sequence;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.UserType;
import io.trefoil.sql.catalog.View;
import io.trefoil.sql.catalog.builtin.Namespaces;
import io.trefoil.sql.catalog.builtin.TypeNames;
import io.trefoil.sql.catalog.builtin.TypeRow;
import io.trefoil.sql.catalog.resolve.SnapshotTypes;
import io.trefoil.sql.engine.bind.RelationNames;
import io.trefoil.sql.parser.ast.ObjectKind;
import io.trefoil.sql.parser.ast.ObjectStatement;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** DROP of everything but databases and roles. */
final class DropCommand {
    private final ObjectStatement.Drop statement;
    private final DdlContext context;

    private DropCommand(ObjectStatement.Drop statement, DdlContext context) {
        this.statement = statement;
        this.context = context;
    }

    static String run(ObjectStatement.Drop statement, DdlContext context) {
        if (statement.concurrently() && context.inBlock()) {
            throw new SqlStateException(
                    SqlState.ACTIVE_SQL_TRANSACTION, "DROP INDEX CONCURRENTLY cannot run inside a transaction block");
        }
        DropCommand command = new DropCommand(statement, context);
        if (statement.concurrently()) {
            command.dropConcurrently();
        } else {
            command.drop();
        }
        return "DROP " + statement.kind().words();
    }

    private void drop() {
        List<CatalogObject> named = new ArrayList<>();
        for (ObjectStatement.ObjectName name : statement.objects()) {
            CatalogObject found = find(name.name());
            if (found == null) {
                missing(name.name());
            } else if (!named.contains(found)) {
                requireOwner(found);
                named.add(found);
            }
        }
        if (named.isEmpty()) {
            return;
        }
        DropPlan plan = new DropPlan(context);
        named.forEach(plan::add);
        plan.lock();
        if (!statement.cascade()) {
            plan.requireNoDependents(plan.subject(named));
        }
        plan.announce();
        plan.apply();
    }

    private void dropConcurrently() {
        if (statement.objects().size() > 1) {
            throw new SqlStateException(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    "DROP INDEX CONCURRENTLY does not support dropping multiple objects");
        }
        if (statement.cascade()) {
            throw new SqlStateException(
                    SqlState.FEATURE_NOT_SUPPORTED, "DROP INDEX CONCURRENTLY does not support CASCADE");
        }
        QualifiedName name = statement.objects().get(0).name();
        CatalogObject found = find(name);
        if (!(found instanceof Index index)) {
            missing(name);
            return;
        }
        requireOwner(index);
        DropPlan plan = new DropPlan(context);
        plan.add(index);
        plan.requireNoDependents(plan.subject(List.of(index)));
        ConcurrentIndex.drop(context, index);
    }

    private void requireOwner(CatalogObject object) {
        switch (object) {
            case Relation relation -> Rights.requireOwnerForDrop(context, relation);
            case Schema schema -> {
                Rights.requireOwner(context, schema.ownerOid(), "schema", schema.name());
            }
            case UserType type -> Rights.requireOwner(context, type.ownerOid(), "type", type.name());
            default -> {}
        }
    }

    private @Nullable CatalogObject find(QualifiedName name) {
        return switch (statement.kind()) {
            case TABLE, INDEX, SEQUENCE, VIEW -> relation(name);
            case SCHEMA -> schema(name);
            case TYPE, DOMAIN -> type(name);
            case EXTENSION -> extension(name.name());
            default -> null;
        };
    }

    private @Nullable Relation relation(QualifiedName name) {
        String schema = name.schema();
        if (schema != null && RelationNames.schemaOid(context.binding(), schema).isEmpty()) {
            missingSchema(schema);
            return null;
        }
        Relation found = Relations.find(context, name);
        if (found == null) {
            return null;
        }
        boolean fits = switch (found) {
            case Table table -> statement.kind() == ObjectKind.TABLE;
            case Index index -> statement.kind() == ObjectKind.INDEX;
            case Sequence sequence -> statement.kind() == ObjectKind.SEQUENCE;
            case View view -> statement.kind() == ObjectKind.VIEW;
        };
        if (fits) {
            return found;
        }
        String article = statement.kind() == ObjectKind.INDEX ? "an " : "a ";
        String kind = Rights.kind(found);
        throw Relations.wrongKind(found, article + word())
                .withHint("Use DROP " + kind.toUpperCase(Locale.ROOT) + " to remove "
                        + (kind.equals("index") ? "an " : "a ") + kind + ".");
    }

    private @Nullable Schema schema(QualifiedName name) {
        if (Namespaces.isSystem(Namespaces.oidOf(name.name()))) {
            throw new SqlStateException(
                    SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
                    "cannot drop schema " + name.name() + " because it is required by the database system");
        }
        return context.catalog().schema(context.databaseOid(), name.name()).orElse(null);
    }

    private @Nullable UserType type(QualifiedName name) {
        UserType found = TypeCommands.find(context, name);
        if (found == null) {
            requireNoArray(name);
        }
        if (found != null && statement.kind() == ObjectKind.DOMAIN && found.kind() != 'd') {
            throw new SqlStateException(SqlState.WRONG_OBJECT_TYPE, "\"" + name.name() + "\" is not a domain");
        }
        return found;
    }

    /** 2BP01 for the array type that every enum has. */
    private void requireNoArray(QualifiedName name) {
        SnapshotTypes types =
                new SnapshotTypes(context.catalog(), context.binding().searchPath());
        TypeRow row = name.schema() == null ? types.visible(name.name()) : null;
        if (row != null
                && row.isArray()
                && context.catalog().valueType(row.oid()).isPresent()) {
            String array = TypeNames.of(types, row.oid());
            String element = TypeNames.of(types, row.element());
            throw new SqlStateException(
                            SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
                            "cannot drop type " + array + " because type " + element + " requires it")
                    .withHint("You can drop type " + element + " instead.");
        }
    }

    private @Nullable Extension extension(String name) {
        for (CatalogObject object : context.catalog().objects()) {
            if (object instanceof Extension extension
                    && extension.databaseOid() == context.databaseOid()
                    && extension.name().equals(name)) {
                return extension;
            }
        }
        return null;
    }

    private String word() {
        return statement.kind().words().toLowerCase(Locale.ROOT);
    }

    private boolean schemaTold;

    private void missingSchema(String schema) {
        if (!statement.ifExists()) {
            throw new SqlStateException(SqlState.INVALID_SCHEMA_NAME, "schema \"" + schema + "\" does not exist");
        }
        Messages.notice(context, SqlState.SUCCESSFUL_COMPLETION, "schema \"" + schema + "\" does not exist, skipping");
        schemaTold = true;
    }

    private void missing(QualifiedName name) {
        if (schemaTold) {
            schemaTold = false;
            return;
        }
        boolean isType = statement.kind() == ObjectKind.TYPE || statement.kind() == ObjectKind.DOMAIN;
        String what = (isType ? "type" : word()) + " \""
                + String.join(".", isType ? name.parts() : List.of(name.name())) + "\" does not exist";
        if (statement.ifExists()) {
            Messages.notice(context, SqlState.SUCCESSFUL_COMPLETION, what + ", skipping");
            return;
        }
        throw switch (statement.kind()) {
            case TABLE, SEQUENCE, VIEW, MATERIALIZED_VIEW, FOREIGN_TABLE ->
                new SqlStateException(SqlState.UNDEFINED_TABLE, what);
            case SCHEMA -> new SqlStateException(SqlState.INVALID_SCHEMA_NAME, what);
            case INDEX, TYPE, DOMAIN, EXTENSION -> new SqlStateException(SqlState.UNDEFINED_OBJECT, what);
            default -> Messages.unsupported("DROP " + statement.kind().words());
        };
    }
}
