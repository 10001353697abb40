package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.OpclassRow;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.bind.StatementBinder;
import io.trefoil.sql.engine.bind.StatementBinder.StoredExpression;
import io.trefoil.sql.parser.ast.Call;
import io.trefoil.sql.parser.ast.Construct;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.IndexElement;
import io.trefoil.sql.parser.ast.Operation;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.Reference;
import io.trefoil.sql.parser.ast.SortItem;
import io.trefoil.sql.parser.ast.TableStatement;
import io.trefoil.sql.storage.SpaceLock;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** CREATE INDEX. The index is built under a lock that lets readers pass and writers wait, or beside them. */
final class CreateIndex {
    private final TableStatement.CreateIndex statement;
    private final DdlContext context;
    private final Table table;
    private final String method;

    private CreateIndex(TableStatement.CreateIndex statement, DdlContext context, Table table) {
        this.statement = statement;
        this.context = context;
        this.table = table;
        this.method = statement.method() == null ? "btree" : statement.method().toLowerCase(Locale.ROOT);
    }

    static String run(TableStatement.CreateIndex statement, DdlContext context) {
        if (statement.concurrently() && context.inBlock()) {
            throw new SqlStateException(
                    SqlState.ACTIVE_SQL_TRANSACTION, "CREATE INDEX CONCURRENTLY cannot run inside a transaction block");
        }
        Relation relation = Relations.require(context, statement.table());
        if (!(relation instanceof Table table)) {
            throw new SqlStateException(
                            SqlState.WRONG_OBJECT_TYPE, "cannot create index on relation \"" + relation.name() + "\"")
                    .withDetail("This operation is not supported for "
                            + (relation.kind() == 'i' ? "indexes" : Rights.kind(relation) + "s") + ".");
        }
        Rights.requireOwner(context, table);
        if (statement.concurrently()) {
            ConcurrentIndex.create(
                    context,
                    table,
                    phase -> new CreateIndex(statement, phase, Relations.current(phase, table))
                            .define(Index.State.DELETE_ONLY));
            return "CREATE INDEX";
        }
        Locks.table(context, table, SpaceLock.SHARED);
        new CreateIndex(statement, context, Relations.current(context, table)).create();
        return "CREATE INDEX";
    }

    private void create() {
        Index index = define(Index.State.PUBLIC);
        if (index != null) {
            IndexBuild.fill(context, Relations.current(context, table), List.of(index));
        }
    }

    /** Makes the index part of the catalog; null when it is there and may be. */
    private @Nullable Index define(Index.State state) {
        requireMethod();
        Schema schema = Relations.schemaOf(context, table);
        Rights.requireCreate(context, schema);
        String given = statement.name();
        if (given != null) {
            Locks.name(context, schema.oid(), given);
            if (taken(schema, given)) {
                return null;
            }
        }
        List<Index.Key> keys = new ArrayList<>();
        for (IndexElement element : statement.elements()) {
            keys.add(key(element));
        }
        List<Integer> included = new ArrayList<>();
        for (IndexElement element : statement.included()) {
            String column = element.column();
            if (column == null) {
                throw new SqlStateException(
                        SqlState.FEATURE_NOT_SUPPORTED, "expressions are not supported in included columns");
            }
            included.add(indexedColumn(column).number());
        }
        String name = given != null ? given : chooseName(schema);
        Index index = new Index(
                Oids.next(context),
                schema.oid(),
                name,
                table.ownerOid(),
                table.oid(),
                Locks.newSpace(context),
                method,
                statement.unique(),
                false,
                statement.nullsNotDistinct(),
                keys,
                included,
                predicate(),
                state);
        return ConcurrentIndex.add(context, index, table);
    }

    private boolean taken(Schema schema, String name) {
        if (context.catalog().relationOrNull(schema.oid(), name) == null) {
            return false;
        }
        if (!statement.ifNotExists()) {
            throw new SqlStateException(SqlState.DUPLICATE_TABLE, "relation \"" + name + "\" already exists");
        }
        Messages.notice(context, SqlState.DUPLICATE_TABLE, "relation \"" + name + "\" already exists, skipping");
        return true;
    }

    private void requireMethod() {
        switch (method) {
            case "btree" -> {}
            case "hash" -> {
                if (statement.unique()) {
                    throw notCapable("unique indexes");
                }
                if (statement.elements().size() > 1) {
                    throw notCapable("multicolumn indexes");
                }
                if (!statement.included().isEmpty()) {
                    throw notCapable("included columns");
                }
            }
            case "gin", "gist", "spgist", "brin", "hnsw", "ivfflat" ->
                throw Messages.unsupported("access method \"" + method + "\"");
            default ->
                throw new SqlStateException(
                        SqlState.UNDEFINED_OBJECT, "access method \"" + method + "\" does not exist");
        }
    }

    private SqlStateException notCapable(String what) {
        return new SqlStateException(
                SqlState.FEATURE_NOT_SUPPORTED, "access method \"" + method + "\" does not support " + what);
    }

    private Column indexedColumn(String name) {
        return table.findColumn(name)
                .orElseThrow(() ->
                        new SqlStateException(SqlState.UNDEFINED_COLUMN, "column \"" + name + "\" does not exist"));
    }

    private Index.Key key(IndexElement element) {
        boolean descending = element.direction() == SortItem.Direction.DESCENDING;
        boolean nullsFirst = element.nulls() == SortItem.NullsOrder.DEFAULT
                ? descending
                : element.nulls() == SortItem.NullsOrder.FIRST;
        if (method.equals("hash")
                && (element.direction() != SortItem.Direction.DEFAULT
                        || element.nulls() != SortItem.NullsOrder.DEFAULT)) {
            throw notCapable(
                    element.direction() != SortItem.Direction.DEFAULT
                            ? "ASC/DESC options"
                            : "NULLS FIRST/LAST options");
        }
        String name = element.column();
        Expression expression = element.expression();
        if (expression instanceof Reference.ColumnReference reference
                && reference.names().size() == 1
                && !reference.star()) {
            name = reference.names().get(0);
        }
        if (name != null) {
            Column column = indexedColumn(name);
            return new Index.Key(
                    column.number(),
                    null,
                    column.type().oid(),
                    column.typmod(),
                    descending,
                    nullsFirst,
                    opclass(column.type(), element.operatorClass()));
        }
        if (expression == null) {
            throw new IllegalStateException("an index element is a column or an expression");
        }
        Scalar bound = StatementBinder.expression(
                context.binding(), table, expression, StoredExpression.INDEX_EXPRESSION, context.sql());
        ColumnBuilder.requireImmutable(bound, "functions in index expression must be marked IMMUTABLE");
        requireKnownType(bound.type());
        return new Index.Key(
                0,
                ExpressionText.of(bound),
                bound.type().oid(),
                bound.typmod(),
                descending,
                nullsFirst,
                opclass(bound.type(), element.operatorClass()));
    }

    /** An index finds the type of its expression without the catalog: see {@code IndexFormats}. */
    private void requireKnownType(SqlType type) {
        boolean known = SqlTypes.find(type.oid()).isPresent()
                || table.columns().stream().anyMatch(column -> column.type() == type);
        if (!known) {
            throw new SqlStateException(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    "index expressions of type " + type.sqlName()
                            + " are not supported for a table that has no column of it");
        }
    }

    /** The class named, if it takes the type, or the default one. */
    private int opclass(SqlType type, @Nullable QualifiedName name) {
        if (name == null) {
            return KeyBuilder.defaultOpclass(type, method);
        }
        int methodOid = method.equals("hash") ? 405 : 403;
        for (OpclassRow row : BuiltinCatalog.instance().opclasses()) {
            if (row.method() == methodOid && row.name().equals(name.name())) {
                if (!context.binding().types().isBinaryCoercible(type.oid(), row.inputType())) {
                    throw new SqlStateException(
                            SqlState.DATATYPE_MISMATCH,
                            "operator class \"" + name.name() + "\" does not accept data type " + type.sqlName());
                }
                return row.oid();
            }
        }
        throw new SqlStateException(
                SqlState.UNDEFINED_OBJECT,
                "operator class \"" + String.join(".", name.parts()) + "\" does not exist for access method \"" + method
                        + "\"");
    }

    private @Nullable String predicate() {
        Expression condition = statement.predicate();
        if (condition == null) {
            return null;
        }
        Scalar bound = StatementBinder.expression(
                context.binding(), table, condition, StoredExpression.INDEX_PREDICATE, context.sql());
        ColumnBuilder.requireImmutable(bound, "functions in index predicate must be marked IMMUTABLE");
        return ExpressionText.of(bound);
    }

    private String chooseName(Schema schema) {
        List<String> names = new ArrayList<>();
        for (IndexElement element : statement.elements()) {
            String column = element.column();
            Expression expression = element.expression();
            String base = column != null ? column : expression == null ? "expr" : figureName(expression);
            String name = base;
            for (int number = 1; names.contains(name); number++) {
                name = base + number;
            }
            names.add(name);
        }
        statement.included().forEach(element -> {
            if (element.column() != null) {
                names.add(element.column());
            }
        });
        return new ObjectNaming(context.catalog(), schema.oid()).relation(table.name(), String.join("_", names), "idx");
    }

    /** The name that an expression gives its index: that of the function or type outside, else expr. */
    private static String figureName(Expression expression) {
        return switch (expression) {
            case Call.FunctionCall call -> call.name().name();
            case Call.Coalesce coalesce -> "coalesce";
            case Call.NullIf nullIf -> "nullif";
            case Call.GreatestLeast extreme -> extreme.greatest() ? "greatest" : "least";
            case Construct.Case branching -> "case";
            case Operation.Cast cast -> {
                String inner = figureName(cast.operand());
                yield inner.equals("expr") ? cast.type().name().name() : inner;
            }
            case Reference.ColumnReference reference ->
                reference.names().get(reference.names().size() - 1);
            default -> "expr";
        };
    }
}
