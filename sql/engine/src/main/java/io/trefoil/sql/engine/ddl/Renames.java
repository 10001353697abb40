package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.CatalogDelta;
import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Database;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.Sequence;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.UserType;
import io.trefoil.sql.catalog.View;
import io.trefoil.sql.engine.bind.BindEnvironment;
import io.trefoil.sql.engine.bind.StatementBinder;
import io.trefoil.sql.engine.bind.StatementBinder.StoredExpression;
import io.trefoil.sql.parser.SqlParser;
import io.trefoil.sql.parser.ast.ObjectKind;
import io.trefoil.sql.parser.ast.ObjectStatement;
import io.trefoil.sql.storage.SpaceLock;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.List;

/** RENAME of relations, columns, constraints, schemas, databases, roles and types. */
final class Renames {
    private final ObjectStatement.Rename statement;
    private final DdlContext context;

    private Renames(ObjectStatement.Rename statement, DdlContext context) {
        this.statement = statement;
        this.context = context;
    }

    static String run(ObjectStatement.Rename statement, DdlContext context) {
        Renames renames = new Renames(statement, context);
        switch (statement.kind()) {
            case TABLE, INDEX, SEQUENCE, VIEW -> renames.inRelation();
            case SCHEMA -> renames.schema();
            case DATABASE -> renames.database();
            case ROLE -> renames.role();
            case TYPE, DOMAIN -> renames.type();
            default -> throw Messages.unsupported("ALTER " + statement.kind().words() + " RENAME");
        }
        return "ALTER " + statement.kind().words();
    }

    private void inRelation() {
        Relation relation = Relations.findOrSkip(context, statement.object().name(), statement.ifExists());
        if (relation == null) {
            return;
        }
        requireKind(relation);
        Rights.requireOwner(context, relation);
        if (relation instanceof Table table) {
            Locks.table(context, table, SpaceLock.EXCLUSIVE);
        } else {
            Locks.definition(context, relation.oid());
        }
        Relation current = context.catalog().relation(relation.oid()).orElse(relation);
        switch (statement.subKind()) {
            case COLUMN, ATTRIBUTE -> column(current);
            case CONSTRAINT -> constraint(Relations.asTable(current));
            default -> relation(current);
        }
    }

    private void requireKind(Relation relation) {
        boolean fits = switch (statement.kind()) {
            case INDEX -> relation instanceof Index;
            case SEQUENCE -> relation instanceof Sequence;
            case VIEW -> relation instanceof View;
            default -> true;
        };
        if (!fits) {
            throw Relations.wrongKind(
                    relation,
                    statement.kind() == ObjectKind.INDEX
                            ? "an index"
                            : "a " + statement.kind().words().toLowerCase(java.util.Locale.ROOT));
        }
    }

    private String newName() {
        return statement.newName();
    }

    private void relation(Relation relation) {
        Locks.name(context, relation.schemaOid(), newName());
        if (context.catalog().relationOrNull(relation.schemaOid(), newName()) != null) {
            throw new SqlStateException(SqlState.DUPLICATE_TABLE, "relation \"" + newName() + "\" already exists");
        }
        CatalogDelta.Builder delta = new CatalogDelta.Builder();
        switch (relation) {
            case Table table -> delta.put(table.withName(table.schemaOid(), newName()));
            case Sequence sequence -> delta.put(sequence.withName(sequence.schemaOid(), newName()));
            case View view -> delta.put(view.withName(newName()));
            case Index index -> {
                delta.put(index.withName(newName()));
                context.catalog().table(index.tableOid()).ifPresent(table -> delta.put(withKeyRenamed(table, index)));
            }
        }
        List<View> readers = ViewReferences.readers(context, relation);
        context.apply(delta.build());
        new ViewRewrite(context).renameRelation(readers, relation, newName());
    }

    /** A constraint has the name of its index. */
    private Table withKeyRenamed(Table table, Index index) {
        List<Constraint> constraints = new ArrayList<>();
        for (Constraint constraint : table.constraints()) {
            constraints.add(
                    constraint instanceof Constraint.Key key && key.indexOid() == index.oid()
                            ? renamed(key, newName())
                            : constraint);
        }
        return table.withConstraints(constraints);
    }

    private void column(Relation relation) {
        String old = String.valueOf(statement.subName());
        if (relation instanceof View view) {
            viewColumn(view, old);
            return;
        }
        Table table = Relations.asTable(relation);
        Column column = table.findColumn(old)
                .orElseThrow(() ->
                        new SqlStateException(SqlState.UNDEFINED_COLUMN, "column \"" + old + "\" does not exist"));
        if (table.findColumn(newName()).isPresent()) {
            throw new SqlStateException(
                    SqlState.DUPLICATE_COLUMN,
                    "column \"" + newName() + "\" of relation \"" + table.name() + "\" already exists");
        }
        for (View view : ViewReferences.readers(context, table)) {
            if (ViewReferences.mentions(view, old)) {
                throw Messages.unsupported("renaming a column that view \"" + view.name() + "\" reads");
            }
        }
        Table named = withColumnName(table, column);
        CatalogDelta.Builder delta = new CatalogDelta.Builder();
        List<Index> indexes = context.catalog().indexes(table);
        indexes.forEach(index -> delta.put(rebound(table, named, index)));
        delta.put(rebound(table, named));
        context.apply(delta.build());
    }

    private Table withColumnName(Table table, Column column) {
        List<Column> columns = new ArrayList<>(table.columns());
        columns.set(column.number() - 1, column.withName(newName()));
        return table.withColumns(columns);
    }

    /** Stored expressions, written with the new name: bound over the old table, printed over the new one. */
    private Table rebound(Table before, Table after) {
        List<Column> columns = new ArrayList<>();
        for (Column column : after.columns()) {
            String sql = column.defaultSql();
            columns.add(
                    column.generated() && sql != null
                            ? column.withDefault(text(before, after, sql, StoredExpression.GENERATED))
                            : column);
        }
        List<Constraint> constraints = new ArrayList<>();
        for (Constraint constraint : after.constraints()) {
            constraints.add(
                    constraint instanceof Constraint.Check check
                            ? new Constraint.Check(
                                    check.oid(),
                                    check.name(),
                                    text(before, after, check.expressionSql(), StoredExpression.CHECK),
                                    check.columns(),
                                    check.validated())
                            : constraint);
        }
        return after.withColumns(columns).withConstraints(constraints);
    }

    private Index rebound(Table before, Table after, Index index) {
        List<Index.Key> keys = new ArrayList<>();
        for (Index.Key key : index.keys()) {
            String sql = key.expressionSql();
            keys.add(
                    sql == null
                            ? key
                            : new Index.Key(
                                    0,
                                    text(before, after, sql, StoredExpression.INDEX_EXPRESSION),
                                    key.typeOid(),
                                    key.typmod(),
                                    key.descending(),
                                    key.nullsFirst(),
                                    key.opclassOid()));
        }
        String predicate = index.predicateSql();
        return index.withKeys(
                keys, predicate == null ? null : text(before, after, predicate, StoredExpression.INDEX_PREDICATE));
    }

    private String text(Table before, Table after, String sql, StoredExpression kind) {
        BindEnvironment binding = context.binding();
        var bound = StatementBinder.expression(binding, before, SqlParser.parseExpression(sql), kind, sql);
        return ExpressionText.of(ColumnNaming.apply(bound, after));
    }

    private void viewColumn(View view, String old) {
        List<Column> columns = new ArrayList<>(view.columns());
        boolean found = false;
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(newName())) {
                throw new SqlStateException(
                        SqlState.DUPLICATE_COLUMN,
                        "column \"" + newName() + "\" of relation \"" + view.name() + "\" already exists");
            }
            if (columns.get(i).name().equals(old)) {
                columns.set(i, columns.get(i).withName(newName()));
                found = true;
            }
        }
        if (!found) {
            throw new SqlStateException(SqlState.UNDEFINED_COLUMN, "column \"" + old + "\" does not exist");
        }
        context.apply(new CatalogDelta.Builder().put(view.withColumns(columns)).build());
    }

    private void constraint(Table table) {
        String old = String.valueOf(statement.subName());
        Constraint found = null;
        for (Constraint constraint : table.constraints()) {
            found = constraint.name().equals(old) ? constraint : found;
            if (constraint.name().equals(newName())) {
                throw new SqlStateException(
                        SqlState.DUPLICATE_OBJECT,
                        "constraint \"" + newName() + "\" for relation \"" + table.name() + "\" already exists");
            }
        }
        if (found == null) {
            throw new SqlStateException(
                    SqlState.UNDEFINED_OBJECT,
                    "constraint \"" + old + "\" for table \"" + table.name() + "\" does not exist");
        }
        CatalogDelta.Builder delta = new CatalogDelta.Builder();
        if (found instanceof Constraint.Key key) {
            Locks.name(context, table.schemaOid(), newName());
            if (context.catalog().relationOrNull(table.schemaOid(), newName()) != null) {
                throw new SqlStateException(SqlState.DUPLICATE_TABLE, "relation \"" + newName() + "\" already exists");
            }
            context.catalog()
                    .relation(key.indexOid())
                    .ifPresent(index -> delta.put(((Index) index).withName(newName())));
        }
        List<Constraint> constraints = new ArrayList<>(table.constraints());
        constraints.set(constraints.indexOf(found), renamed(found, newName()));
        context.apply(delta.put(table.withConstraints(constraints)).build());
    }

    private static Constraint renamed(Constraint constraint, String name) {
        return switch (constraint) {
            case Constraint.Key key ->
                new Constraint.Key(
                        key.oid(),
                        name,
                        key.primary(),
                        key.columns(),
                        key.indexOid(),
                        key.deferrable(),
                        key.initiallyDeferred());
            case Constraint.Check check ->
                new Constraint.Check(check.oid(), name, check.expressionSql(), check.columns(), check.validated());
            case Constraint.ForeignKey key -> key.withName(name);
        };
    }

    private void schema() {
        Schema schema = Schemas.require(context, statement.object().name().name());
        Rights.requireOwner(context, schema.ownerOid(), "schema", schema.name());
        Rights.requireCreateInDatabase(context);
        if (newName().startsWith("pg_")) {
            throw new SqlStateException(SqlState.RESERVED_NAME, "unacceptable schema name \"" + newName() + "\"")
                    .withDetail("The prefix \"pg_\" is reserved for system schemas.");
        }
        Locks.name(context, context.databaseOid(), newName());
        Locks.definition(context, schema.oid());
        if (context.catalog().schema(context.databaseOid(), newName()).isPresent()) {
            throw new SqlStateException(SqlState.DUPLICATE_SCHEMA, "schema \"" + newName() + "\" already exists");
        }
        ViewRewrite rewrite = new ViewRewrite(context);
        List<View> readers = rewrite.readersOfSchema(schema);
        context.apply(new CatalogDelta.Builder().put(schema.withName(newName())).build());
        rewrite.renameSchema(readers, schema.name(), newName());
    }

    private void database() {
        Database database = Databases.require(context, statement.object().name().name());
        Rights.requireOwner(context, database.ownerOid(), "database", database.name());
        if (database.oid() == context.databaseOid()) {
            throw new SqlStateException(SqlState.FEATURE_NOT_SUPPORTED, "current database cannot be renamed");
        }
        Locks.name(context, 0, "database " + newName());
        Locks.definition(context, database.oid());
        if (context.catalog().database(newName()).isPresent()) {
            throw new SqlStateException(SqlState.DUPLICATE_DATABASE, "database \"" + newName() + "\" already exists");
        }
        context.apply(
                new CatalogDelta.Builder().put(database.withName(newName())).build());
    }

    private void role() {
        Role role = RoleNames.require(context, statement.object().name().name());
        if (role.name().equals(context.execution().functions().sessionUser())) {
            throw new SqlStateException(SqlState.FEATURE_NOT_SUPPORTED, "session user cannot be renamed");
        }
        RoleCommands.requireUsableName(newName());
        boolean allowed = context.role().superuser() || context.role().createRole() && !role.superuser();
        if (!allowed) {
            throw new SqlStateException(
                    SqlState.INSUFFICIENT_PRIVILEGE,
                    role.superuser() ? "must be superuser to rename superusers" : "permission denied to rename role");
        }
        Locks.name(context, 0, newName());
        Locks.definition(context, role.oid());
        if (context.catalog().role(newName()).isPresent()) {
            throw new SqlStateException(SqlState.DUPLICATE_OBJECT, "role \"" + newName() + "\" already exists");
        }
        context.apply(new CatalogDelta.Builder()
                .put(RoleCommands.renamed(role, newName()))
                .build());
    }

    private void type() {
        UserType type = TypeCommands.find(context, statement.object().name());
        if (type == null) {
            throw new SqlStateException(
                    SqlState.UNDEFINED_OBJECT,
                    "type \"" + statement.object().name().name() + "\" does not exist");
        }
        Rights.requireOwner(context, type.ownerOid(), "type", type.name());
        Locks.name(context, type.schemaOid(), newName());
        Locks.definition(context, type.oid());
        if (context.catalog().type(type.schemaOid(), newName()).isPresent()) {
            throw new SqlStateException(SqlState.DUPLICATE_OBJECT, "type \"" + newName() + "\" already exists");
        }
        context.apply(new CatalogDelta.Builder().put(type.withName(newName())).build());
    }
}
