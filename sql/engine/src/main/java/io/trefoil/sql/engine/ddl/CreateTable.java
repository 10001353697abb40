package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.parser.ast.ColumnDefinition;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.TableConstraint;
import io.trefoil.sql.parser.ast.TableOptions;
import io.trefoil.sql.parser.ast.TableStatement;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CREATE TABLE. */
final class CreateTable {
    private static final int COLUMNS_MAX = 1600;

    private CreateTable() {}

    static String run(TableStatement.CreateTable statement, DdlContext context) {
        requireSupported(statement);
        Table table = begin(statement.name(), statement.persistence(), statement.ifNotExists(), context);
        if (table == null) {
            return "CREATE TABLE";
        }
        TableDraft draft = new TableDraft(context, table);
        List<ColumnDefinition> columns = new ArrayList<>();
        List<TableConstraint> constraints = new ArrayList<>();
        List<LikeClause> likes = new ArrayList<>();
        ColumnBuilder builder = new ColumnBuilder(draft);
        for (TableStatement.TableElement element : statement.elements()) {
            switch (element) {
                case TableStatement.Column column -> {
                    builder.declare(column.definition());
                    columns.add(column.definition());
                    constraints.addAll(KeyBuilder.ofColumn(column.definition(), context));
                }
                case TableStatement.Constraint constraint -> constraints.add(constraint.constraint());
                case TableStatement.Like like -> {
                    LikeClause clause = new LikeClause(like, draft);
                    clause.declareColumns();
                    likes.add(clause);
                }
            }
        }
        if (draft.table().columns().size() > COLUMNS_MAX) {
            throw new SqlStateException(
                    SqlState.TOO_MANY_COLUMNS, "tables can have at most " + COLUMNS_MAX + " columns");
        }
        columns.forEach(builder::complete);
        likes.forEach(LikeClause::completeColumns);
        addConstraints(draft, constraints, likes);
        context.apply(draft.delta().build());
        return "CREATE TABLE";
    }

    /** Keys before foreign keys, which may refer to them; the primary key before all. */
    private static void addConstraints(TableDraft draft, List<TableConstraint> constraints, List<LikeClause> likes) {
        KeyBuilder keys = new KeyBuilder(draft);
        constraints.stream().filter(TableConstraint.Check.class::isInstance).forEach(keys::add);
        constraints.stream().filter(CreateTable::isPrimaryKey).forEach(keys::add);
        likes.forEach(LikeClause::copyIndexes);
        constraints.stream()
                .filter(constraint -> !(constraint instanceof TableConstraint.Check)
                        && !isPrimaryKey(constraint)
                        && !(constraint instanceof TableConstraint.ForeignKey))
                .forEach(keys::add);
        constraints.stream()
                .filter(TableConstraint.ForeignKey.class::isInstance)
                .forEach(keys::add);
    }

    private static boolean isPrimaryKey(TableConstraint constraint) {
        return constraint instanceof TableConstraint.Unique unique && unique.primaryKey();
    }

    private static void requireSupported(TableStatement.CreateTable statement) {
        if (!statement.inherits().isEmpty()) {
            throw Messages.unsupported("INHERITS");
        }
        if (statement.partitionBy() != null || statement.partitionOf() != null) {
            throw Messages.unsupported("a partitioned table");
        }
        if (statement.ofType() != null) {
            throw Messages.unsupported("CREATE TABLE OF");
        }
        requireOnCommit(statement.options(), statement.persistence());
    }

    static void requireOnCommit(TableOptions options, TableOptions.Persistence persistence) {
        switch (options.onCommit()) {
            case NOT_SET -> {}
            case PRESERVE_ROWS, DELETE_ROWS, DROP -> {
                if (persistence != TableOptions.Persistence.TEMPORARY) {
                    throw new SqlStateException(
                            SqlState.INVALID_TABLE_DEFINITION, "ON COMMIT can only be used on temporary tables");
                }
                if (options.onCommit() != TableOptions.OnCommit.PRESERVE_ROWS) {
                    throw Messages.unsupported(
                            "ON COMMIT " + options.onCommit().name().replace('_', ' '));
                }
            }
        }
    }

    /** An empty table of this name, or null when there is one already and that is allowed. */
    static @Nullable Table begin(
            QualifiedName name, TableOptions.Persistence persistence, boolean ifNotExists, DdlContext context) {
        Schema schema = schemaFor(name, persistence, context);
        Locks.use(context, schema.oid());
        Locks.name(context, schema.oid(), name.name());
        if (exists(context, schema, name.name(), ifNotExists)) {
            return null;
        }
        Table.Persistence kept = switch (persistence) {
            case PERMANENT -> Table.Persistence.PERMANENT;
            case TEMPORARY -> Table.Persistence.TEMPORARY;
            case UNLOGGED -> Table.Persistence.UNLOGGED;
        };
        return new Table(
                Oids.next(context),
                schema.oid(),
                name.name(),
                context.role().oid(),
                null,
                Locks.newSpace(context),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Oids.nextPair(context),
                kept);
    }

    private static Schema schemaFor(QualifiedName name, TableOptions.Persistence persistence, DdlContext context) {
        if (persistence != TableOptions.Persistence.TEMPORARY) {
            return Relations.creationSchema(context, name);
        }
        String schema = name.schema();
        if (schema != null && !schema.startsWith("pg_temp")) {
            throw new SqlStateException(
                    SqlState.INVALID_TABLE_DEFINITION, "cannot create temporary relation in non-temporary schema");
        }
        return TemporarySchema.of(context);
    }

    /** 42P07, or with IF NOT EXISTS a notice and true, when a relation of this name exists. */
    static boolean exists(DdlContext context, Schema schema, String name, boolean ifNotExists) {
        if (context.catalog().relationOrNull(schema.oid(), name) != null) {
            if (!ifNotExists) {
                throw new SqlStateException(SqlState.DUPLICATE_TABLE, "relation \"" + name + "\" already exists");
            }
            Messages.notice(context, SqlState.DUPLICATE_TABLE, "relation \"" + name + "\" already exists, skipping");
            return true;
        }
        if (context.catalog().type(schema.oid(), name).isPresent()) {
            throw new SqlStateException(SqlState.DUPLICATE_OBJECT, "type \"" + name + "\" already exists")
                    .withHint("A relation has an associated type of the same name, so you must use a name that doesn't"
                            + " conflict with any existing type.");
        }
        return false;
    }
}
