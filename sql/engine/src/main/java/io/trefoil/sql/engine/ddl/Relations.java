package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.Sequence;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.View;
import io.trefoil.sql.engine.bind.RelationNames;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the relations that definitions name. */
final class Relations {
    private Relations() {}

    /** The relation of this name made by a user, or null; 42501 for one of the system. */
    static @Nullable Relation find(DdlContext context, QualifiedName name) {
        return switch (RelationNames.find(context.binding(), name)) {
            case null -> null;
            case RelationNames.Target.User user -> user.relation();
            case RelationNames.Target.System system ->
                throw new SqlStateException(
                        SqlState.INSUFFICIENT_PRIVILEGE,
                        "permission denied: \"" + name.name() + "\" is a system catalog");
        };
    }

    /** 3F000 for a schema that does not exist, 42501 for one that may not be used. */
    static void requireSchema(DdlContext context, QualifiedName name) {
        String schema = name.schema();
        if (schema != null && RelationNames.schemaOid(context.binding(), schema).isEmpty()) {
            throw new SqlStateException(SqlState.INVALID_SCHEMA_NAME, "schema \"" + schema + "\" does not exist");
        }
        if (schema != null) {
            Optional<Schema> found = context.catalog().schema(context.databaseOid(), schema);
            found.ifPresent(known -> Rights.requireUsage(context, known));
        }
    }

    /** As {@link #requireSchema}, but a missing schema is passed over when the object may be missing. */
    static void requireSchemaUnless(DdlContext context, QualifiedName name, boolean mayBeMissing) {
        if (!mayBeMissing) {
            requireSchema(context, name);
        }
    }

    static Relation require(DdlContext context, QualifiedName name) {
        requireSchema(context, name);
        Relation found = find(context, name);
        if (found == null) {
            throw missing(name);
        }
        return found;
    }

    /** The relation to alter; null with a notice when it is missing and IF EXISTS was said, else 42P01. */
    static @Nullable Relation findOrSkip(DdlContext context, QualifiedName name, boolean ifExists) {
        Relation relation = find(context, name);
        if (relation != null) {
            return relation;
        }
        if (!ifExists) {
            requireSchema(context, name);
            throw missing(name);
        }
        Messages.notice(
                context, SqlState.SUCCESSFUL_COMPLETION, "relation \"" + name.name() + "\" does not exist, skipping");
        return null;
    }

    static SqlStateException missing(QualifiedName name) {
        return new SqlStateException(
                SqlState.UNDEFINED_TABLE, "relation \"" + String.join(".", name.parts()) + "\" does not exist");
    }

    /** A table; 42809 {@code "x" is not a table} for another relation. */
    static Table requireTable(DdlContext context, QualifiedName name) {
        return asTable(require(context, name));
    }

    static Table asTable(Relation relation) {
        if (relation instanceof Table table) {
            return table;
        }
        throw wrongKind(relation, "a table");
    }

    static Sequence requireSequence(DdlContext context, QualifiedName name) {
        if (require(context, name) instanceof Sequence sequence) {
            return sequence;
        }
        throw wrongKind(require(context, name), "a sequence");
    }

    static Index requireIndex(DdlContext context, QualifiedName name) {
        if (require(context, name) instanceof Index index) {
            return index;
        }
        throw wrongKind(require(context, name), "an index");
    }

    static View requireView(DdlContext context, QualifiedName name) {
        if (require(context, name) instanceof View view) {
            return view;
        }
        throw wrongKind(require(context, name), "a view");
    }

    static SqlStateException wrongKind(Relation relation, String wanted) {
        return new SqlStateException(SqlState.WRONG_OBJECT_TYPE, "\"" + relation.name() + "\" is not " + wanted);
    }

    /** The table as the catalog has it now; for steps of a statement that has changed it. */
    static Table current(DdlContext context, Table table) {
        return context.catalog()
                .table(table.oid())
                .orElseThrow(() -> new SqlStateException(
                        SqlState.UNDEFINED_TABLE, "relation \"" + table.name() + "\" does not exist"));
    }

    /** A live column; 42703 {@code column "a" of relation "t" does not exist}. */
    static Column column(Table table, String name) {
        return table.findColumn(name)
                .orElseThrow(() -> new SqlStateException(
                        SqlState.UNDEFINED_COLUMN,
                        "column \"" + name + "\" of relation \"" + table.name() + "\" does not exist"));
    }

    static Schema schemaOf(DdlContext context, Relation relation) {
        return context.catalog()
                .schema(relation.schemaOid())
                .orElseThrow(() -> new SqlStateException(
                        SqlState.INVALID_SCHEMA_NAME, "the schema of \"" + relation.name() + "\" does not exist"));
    }

    /** The schema of a new relation: named or the first of the search path; CREATE on it is required. */
    static Schema creationSchema(DdlContext context, QualifiedName name) {
        Schema schema = RelationNames.creationSchema(context.binding(), name);
        Rights.requireCreate(context, schema);
        return schema;
    }
}
