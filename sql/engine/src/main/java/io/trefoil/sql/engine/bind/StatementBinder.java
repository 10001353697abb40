package io.trefoil.sql.engine.bind;

import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.algebra.Rel;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.TableChange;
import io.trefoil.sql.parser.ast.DataModification;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.SelectStatement;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The door of binding: statements that become relational trees, and the stored expressions of tables. */
public final class StatementBinder {
    private StatementBinder() {}

    /**
     * A bound statement.
     *
     * @param parameterTypes types of $1, $2, ...
     * @param slots number of slots the execution context needs
     * @param ctes number of WITH queries
     * @param cacheable whether the same text may be run again from this tree
     */
    public record Bound(Rel rel, List<SqlType> parameterTypes, int slots, int ctes, boolean cacheable) {}

    /** Binds a query; the sql text is for error positions. */
    public static Bound bind(
            BindEnvironment environment, SelectStatement statement, ParameterTypes parameters, String sql) {
        BindContext context = new BindContext(environment, parameters, sql);
        return bound(context, new QueryBinder(context).bind(statement, null));
    }

    /** Binds INSERT, UPDATE or DELETE. */
    public static Bound bind(
            BindEnvironment environment, DataModification statement, ParameterTypes parameters, String sql) {
        BindContext context = new BindContext(environment, parameters, sql);
        return bound(context, new ModificationBinder(context).bind(statement));
    }

    private static Bound bound(BindContext context, Rel rel) {
        return new Bound(
                rel, context.parameters().complete(), context.slotCount(), context.cteCount(), context.cacheable());
    }

    /** Indexes and checks of a table, bound over its full rows. */
    public static TableChange change(BindEnvironment environment, Table table) {
        return rows(environment, table).change();
    }

    /** One index, bound over the full rows of its table. */
    public static TableChange.IndexTarget indexTarget(BindEnvironment environment, Table table, Index index) {
        return rows(environment, table).indexTarget(index);
    }

    /** What each column of a full row gets when no value is given, by attnum - 1. */
    public static List<Scalar> defaults(BindEnvironment environment, Table table) {
        TableRows rows = rows(environment, table);
        return table.columns().stream()
                .map(column -> column.dropped() || column.generated()
                        ? new Scalar.Constant(null, column.type(), column.typmod())
                        : rows.defaultValue(column))
                .toList();
    }

    /** The value of a generated column over the full row, or null for an ordinary column. */
    public static @Nullable Scalar generated(BindEnvironment environment, Table table, int columnNumber) {
        return table.column(columnNumber).generated()
                ? rows(environment, table).generatedValue(table.column(columnNumber))
                : null;
    }

    /** Where a stored expression stands. */
    public enum StoredExpression {
        CHECK(Clause.CHECK),
        DEFAULT(Clause.DEFAULT),
        GENERATED(Clause.GENERATED),
        INDEX_EXPRESSION(Clause.INDEX_EXPRESSION),
        INDEX_PREDICATE(Clause.INDEX_PREDICATE);

        private final Clause clause;

        StoredExpression(Clause clause) {
            this.clause = clause;
        }
    }

    /**
     * Binds an expression of a definition over the full rows of a table, as DDL does to check it. CHECK and predicates come
     * out as boolean.
     *
     * @param table null when no column may be named (DEFAULT)
     */
    public static Scalar expression(
            BindEnvironment environment,
            @Nullable Table table,
            Expression expression,
            StoredExpression kind,
            String sql) {
        BindContext context = new BindContext(environment, ParameterTypes.inferred(), sql);
        Scope scope = table == null ? Scope.empty(context, null) : new TableRows(context, table).scope();
        ExpressionBinder binder = ExpressionBinder.plain(context, scope, kind.clause);
        return switch (kind) {
            case CHECK -> binder.bindCondition(expression, "CHECK");
            case INDEX_PREDICATE -> binder.bindCondition(expression, "WHERE");
            case DEFAULT, GENERATED -> binder.bind(expression);
            case INDEX_EXPRESSION -> binder.bindSettled(expression);
        };
    }

    /** Converts a bound expression for assignment to a column type; null when PostgreSQL would refuse. */
    public static @Nullable Scalar assign(BindEnvironment environment, Scalar value, SqlType type, int typmod) {
        BindContext context = new BindContext(environment, ParameterTypes.inferred(), "");
        return new Coercion(context, new Resolution(context))
                .tryConvert(value, type, typmod, Coercion.Context.ASSIGNMENT, -1);
    }

    /** Binds an expression without columns to a value of a type, for EXECUTE's arguments and the like. */
    public static Scalar value(BindEnvironment environment, Expression expression, SqlType type, String sql) {
        BindContext context = new BindContext(environment, ParameterTypes.inferred(), sql);
        ExpressionBinder binder = ExpressionBinder.plain(context, Scope.empty(context, null), Clause.EXECUTE_PARAMETER);
        Scalar bound = binder.bind(expression);
        return type == SqlTypes.UNKNOWN
                ? binder.coercion().settle(bound)
                : binder.coercion().convert(bound, type, -1, Coercion.Context.ASSIGNMENT, expression.position());
    }

    private static TableRows rows(BindEnvironment environment, Table table) {
        return new TableRows(new BindContext(environment, ParameterTypes.inferred(), ""), table);
    }
}
