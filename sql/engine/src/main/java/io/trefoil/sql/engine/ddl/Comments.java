package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.CatalogDelta;
import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Database;
import io.trefoil.sql.catalog.ObjectAddress;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.UserType;
import io.trefoil.sql.catalog.View;
import io.trefoil.sql.parser.ast.ObjectStatement;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.List;

/** COMMENT ON. */
final class Comments {
    private static final int PG_CLASS = 1259;
    private static final int PG_TYPE = 1247;
    private static final int PG_DATABASE = 1262;
    private static final int PG_AUTHID = 1260;
    private static final int PG_CONSTRAINT = 2606;
    private static final int PG_NAMESPACE = 2615;

    private Comments() {}

    static String run(ObjectStatement.Comment statement, DdlContext context) {
        ObjectAddress address = address(statement, context);
        String text = statement.text();
        context.apply(new CatalogDelta.Builder()
                .comment(address, text == null || text.isEmpty() ? null : text)
                .build());
        return "COMMENT";
    }

    private static ObjectAddress address(ObjectStatement.Comment statement, DdlContext context) {
        QualifiedName name = statement.object().name();
        return switch (statement.kind()) {
            case TABLE -> relation(context, Relations.requireTable(context, name));
            case VIEW -> relation(context, Relations.requireView(context, name));
            case INDEX -> relation(context, Relations.requireIndex(context, name));
            case SEQUENCE -> relation(context, Relations.requireSequence(context, name));
            case COLUMN -> column(context, name);
            case SCHEMA -> {
                Schema schema = Schemas.require(context, name.name());
                Rights.requireOwner(context, schema.ownerOid(), "schema", schema.name());
                yield new ObjectAddress(PG_NAMESPACE, schema.oid(), 0);
            }
            case DATABASE -> {
                Database database = Databases.require(context, name.name());
                Rights.requireOwner(context, database.ownerOid(), "database", database.name());
                yield new ObjectAddress(PG_DATABASE, database.oid(), 0);
            }
            case ROLE -> {
                Role role = RoleNames.require(context, name.name());
                Rights.requireSuperuser(context, "must have CREATEROLE privilege");
                yield new ObjectAddress(PG_AUTHID, role.oid(), 0);
            }
            case TYPE, DOMAIN -> {
                UserType type = TypeCommands.find(context, name);
                if (type == null) {
                    throw new SqlStateException(
                            SqlState.UNDEFINED_OBJECT, "type \"" + name.name() + "\" does not exist");
                }
                Rights.requireOwner(context, type.ownerOid(), "type", type.name());
                yield new ObjectAddress(PG_TYPE, type.oid(), 0);
            }
            case CONSTRAINT -> constraint(statement, context);
            default ->
                throw Messages.unsupported("COMMENT ON " + statement.kind().words());
        };
    }

    private static ObjectAddress relation(DdlContext context, Relation relation) {
        Rights.requireOwner(context, relation);
        return new ObjectAddress(PG_CLASS, relation.oid(), 0);
    }

    private static ObjectAddress column(DdlContext context, QualifiedName name) {
        List<String> parts = name.parts();
        if (parts.size() < 2) {
            throw new SqlStateException(SqlState.SYNTAX_ERROR, "column name must be qualified");
        }
        Relation relation =
                Relations.require(context, new QualifiedName(parts.subList(0, parts.size() - 1), name.position()));
        Rights.requireOwner(context, relation);
        List<Column> columns = switch (relation) {
            case Table table -> table.columns();
            case View view -> view.columns();
            default ->
                throw Relations.wrongKind(
                        relation, "a table, view, materialized view, composite type, or foreign table");
        };
        for (Column column : columns) {
            if (!column.dropped() && column.name().equals(name.name())) {
                return new ObjectAddress(PG_CLASS, relation.oid(), column.number());
            }
        }
        throw new SqlStateException(
                SqlState.UNDEFINED_COLUMN,
                "column \"" + name.name() + "\" of relation \"" + relation.name() + "\" does not exist");
    }

    private static ObjectAddress constraint(ObjectStatement.Comment statement, DdlContext context) {
        QualifiedName on = statement.object().relation();
        if (on == null) {
            throw Messages.unsupported("COMMENT ON CONSTRAINT without a table");
        }
        Table table = Relations.requireTable(context, on);
        Rights.requireOwner(context, table);
        String name = statement.object().name().name();
        for (Constraint constraint : table.constraints()) {
            if (constraint.name().equals(name)) {
                return new ObjectAddress(PG_CONSTRAINT, constraint.oid(), 0);
            }
        }
        throw new SqlStateException(
                SqlState.UNDEFINED_OBJECT,
                "constraint \"" + name + "\" for table \"" + table.name() + "\" does not exist");
    }
}
