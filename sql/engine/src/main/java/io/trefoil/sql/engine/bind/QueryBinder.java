package io.trefoil.sql.engine.bind;

import io.trefoil.sql.engine.algebra.OutputColumn;
import io.trefoil.sql.engine.algebra.Rel;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.SortKey;
import io.trefoil.sql.parser.ast.DataModification;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.Reference;
import io.trefoil.sql.parser.ast.SelectStatement;
import io.trefoil.sql.parser.ast.SortItem;
import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.parser.ast.WithClause;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Binds queries: WITH, set operations, VALUES, and the clauses around them. A SELECT itself is {@link SelectBinder}'s. */
final class QueryBinder {
    private final BindContext context;

    QueryBinder(BindContext context) {
        this.context = context;
    }

    /** @param outer the link to the query around, null at the top */
    Rel bind(SelectStatement query, @Nullable OuterLink outer) {
        return bind(query, outer, false);
    }

    /** @param keepUnknown whether literals of unknown type stay so for the caller to decide (INSERT, UNION) */
    Rel bind(SelectStatement query, @Nullable OuterLink outer, boolean keepUnknown) {
        context.enter();
        CteNames before = context.cteNames();
        try {
            List<Rel.With.Cte> ctes = bindWith(query.with(), outer);
            Rel body = switch (query.body()) {
                case SelectStatement.SelectCore core -> new SelectBinder(context, outer).bind(query, core, keepUnknown);
                case SelectStatement.SetOperation operation ->
                    around(query, setOperation(operation, outer, keepUnknown), outer);
                case SelectStatement.Values values -> around(query, values(values, outer, keepUnknown), outer);
            };
            return ctes.isEmpty() ? body : new Rel.With(ctes, body);
        } finally {
            context.cteNames(before);
            context.leave();
        }
    }

    /** Binds WITH and leaves its names in the context. */
    List<Rel.With.Cte> bindWith(@Nullable WithClause with, @Nullable OuterLink outer) {
        if (with == null) {
            return List.of();
        }
        List<Rel.With.Cte> bound = new ArrayList<>();
        for (WithClause.CommonTableExpression cte : with.expressions()) {
            if (bound.stream().anyMatch(other -> other.name().equals(cte.name()))) {
                throw context.error(
                        SqlState.DUPLICATE_ALIAS,
                        "WITH query name \"" + cte.name() + "\" specified more than once",
                        cte.position());
            }
            if (cte.search() != null || cte.cycle() != null) {
                throw context.error(
                        SqlState.FEATURE_NOT_SUPPORTED, "SEARCH and CYCLE are not supported yet", cte.position());
            }
            if (cte.query() instanceof DataModification.Merge) {
                throw context.error(
                        SqlState.FEATURE_NOT_SUPPORTED, "MERGE not supported in WITH query", cte.position());
            }
            Rel query = with.recursive() ? recursive(cte, outer) : bindCte(cte.query(), outer);
            List<OutputColumn> columns = renamed(query.columns(), cte);
            int id = context.nextCteId();
            context.cteNames(context.cteNames().with(new CteNames.Entry(cte.name(), id, columns)));
            bound.add(new Rel.With.Cte(id, cte.name(), query));
        }
        return bound;
    }

    private Rel bindCte(Statement statement, @Nullable OuterLink outer) {
        return switch (statement) {
            case SelectStatement select -> bind(select, outer);
            case DataModification modification -> new ModificationBinder(context).bind(modification);
            default ->
                throw new SqlStateException(SqlState.SYNTAX_ERROR, "WITH query must be a SELECT or a data change");
        };
    }

    private List<OutputColumn> renamed(List<OutputColumn> columns, WithClause.CommonTableExpression cte) {
        if (cte.columns().size() > columns.size()) {
            throw context.error(
                    SqlState.INVALID_COLUMN_REFERENCE,
                    "WITH query \"" + cte.name() + "\" has " + columns.size() + " columns available but "
                            + cte.columns().size() + " columns specified",
                    cte.position());
        }
        List<OutputColumn> renamed = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            renamed.add(
                    i < cte.columns().size()
                            ? columns.get(i).withName(cte.columns().get(i))
                            : columns.get(i));
        }
        return renamed;
    }

    /** A query of WITH RECURSIVE: {@code base UNION [ALL] step} where the step reads the query's own name. */
    private Rel recursive(WithClause.CommonTableExpression cte, @Nullable OuterLink outer) {
        if (!(cte.query() instanceof SelectStatement select
                && select.body() instanceof SelectStatement.SetOperation operation
                && operation.operator() == SelectStatement.SetOperator.UNION)) {
            return withoutRecursion(cte, outer);
        }
        CteNames before = context.cteNames();
        List<Rel.With.Cte> inner = bindWith(select.with(), outer);
        Rel base = bind(operation.left(), outer);
        int id = context.nextCteId();
        List<OutputColumn> columns = renamed(base.columns(), cte);
        CteNames.Entry self = new CteNames.Entry(cte.name(), id, columns);
        context.cteNames(context.cteNames().with(self));
        Rel step = bind(operation.right(), outer);
        context.cteNames(before);
        if (!self.used()) {
            return bindCte(cte.query(), outer);
        }
        Rel converted = convertStep(step, columns, cte);
        Rel union = new Rel.RecursiveUnion(id, operation.all(), base, converted, columns);
        Rel body = around(select, union, outer);
        return inner.isEmpty() ? body : new Rel.With(inner, body);
    }

    /** A query of WITH RECURSIVE that has not the form of a recursion must not name itself. */
    private Rel withoutRecursion(WithClause.CommonTableExpression cte, @Nullable OuterLink outer) {
        CteNames before = context.cteNames();
        CteNames.Entry self = new CteNames.Entry(cte.name(), context.nextCteId(), List.of());
        context.cteNames(before.with(self));
        try {
            Rel bound = bindCte(cte.query(), outer);
            if (self.used()) {
                throw notRecursive(cte);
            }
            return bound;
        } catch (SqlStateException e) {
            throw self.used() ? notRecursive(cte) : e;
        } finally {
            context.cteNames(before);
        }
    }

    private SqlStateException notRecursive(WithClause.CommonTableExpression cte) {
        return context.error(
                SqlState.INVALID_RECURSION,
                "recursive query \"" + cte.name()
                        + "\" does not have the form non-recursive-term UNION [ALL] recursive-term",
                cte.position());
    }

    private Rel convertStep(Rel step, List<OutputColumn> columns, WithClause.CommonTableExpression cte) {
        if (step.columns().size() != columns.size()) {
            throw context.error(
                    SqlState.SYNTAX_ERROR, "each UNION query must have the same number of columns", cte.position());
        }
        for (int i = 0; i < columns.size(); i++) {
            SqlType wanted = columns.get(i).type();
            SqlType given = step.columns().get(i).type();
            if (wanted != given
                    && new Resolution(context).pathway(given.oid(), wanted.oid(), 'i')
                            instanceof Resolution.Pathway.None) {
                throw context.error(
                                SqlState.DATATYPE_MISMATCH,
                                "recursive query \"" + cte.name() + "\" column " + (i + 1) + " has type "
                                        + wanted.sqlName() + " in non-recursive term but type " + given.sqlName()
                                        + " overall",
                                cte.position())
                        .withHint("Cast the output of the non-recursive term to the correct type.");
            }
        }
        return Conversions.project(
                context, step, columns.stream().map(OutputColumn::type).toList(), columns);
    }

    private Rel operand(SelectStatement query, @Nullable OuterLink outer) {
        if (!query.locking().isEmpty()) {
            throw RowLocks.refused(context, query.locking().get(0), "is not allowed with UNION/INTERSECT/EXCEPT");
        }
        return bind(query, outer, true);
    }

    private Rel setOperation(SelectStatement.SetOperation operation, @Nullable OuterLink outer, boolean keepUnknown) {
        Rel left = operand(operation.left(), outer);
        Rel right = operand(operation.right(), outer);
        String word = operation.operator().name();
        if (left.columns().size() != right.columns().size()) {
            throw context.error(
                    SqlState.SYNTAX_ERROR,
                    "each " + word + " query must have the same number of columns",
                    operation.right().position());
        }
        Resolution resolution = new Resolution(context);
        List<SqlType> types = new ArrayList<>();
        List<OutputColumn> columns = new ArrayList<>();
        for (int i = 0; i < left.columns().size(); i++) {
            OutputColumn a = left.columns().get(i);
            OutputColumn b = right.columns().get(i);
            int position = context.position(operation.right().position());
            SqlType common =
                    resolution.commonType(new int[] {a.type().oid(), b.type().oid()}, word, index -> position);
            if (common == SqlTypes.UNKNOWN && !keepUnknown) {
                common = SqlTypes.TEXT;
            }
            types.add(common);
            int typmod = a.type() == b.type() && a.typmod() == b.typmod() ? a.typmod() : -1;
            columns.add(OutputColumn.of(a.name(), common, typmod));
            boolean distinct = !operation.all() || operation.operator() != SelectStatement.SetOperator.UNION;
            if (distinct && common != SqlTypes.UNKNOWN && resolution.equality(common) == null) {
                throw context.error(
                        SqlState.UNDEFINED_FUNCTION,
                        "could not identify an equality operator for type " + common.sqlName(),
                        operation.left().position());
            }
        }
        return new Rel.SetOperation(
                Rel.SetOperation.Kind.valueOf(word),
                operation.all(),
                Conversions.project(context, left, types, columns),
                Conversions.project(context, right, types, columns),
                columns);
    }

    private Rel values(SelectStatement.Values values, @Nullable OuterLink outer, boolean keepUnknown) {
        ExpressionBinder binder = ExpressionBinder.plain(context, Scope.empty(context, outer), Clause.VALUES);
        List<List<Scalar>> rows = new ArrayList<>();
        int width = values.rows().get(0).size();
        for (List<Expression> row : values.rows()) {
            if (row.size() != width) {
                throw context.error(
                        SqlState.SYNTAX_ERROR,
                        "VALUES lists must all be the same length",
                        row.get(0).position());
            }
            rows.add(binder.bindAll(row));
        }
        List<OutputColumn> columns = new ArrayList<>();
        List<List<Scalar>> byColumn = new ArrayList<>();
        for (int c = 0; c < width; c++) {
            List<Scalar> column = new ArrayList<>();
            List<Integer> positions = new ArrayList<>();
            for (int r = 0; r < rows.size(); r++) {
                column.add(rows.get(r).get(c));
                positions.add(values.rows().get(r).get(c).position());
            }
            List<Scalar> common = binder.coercion().toCommonType(column, "VALUES", positions);
            if (!keepUnknown) {
                common = common.stream().map(binder.coercion()::settle).toList();
            }
            byColumn.add(common);
            columns.add(
                    OutputColumn.of("column" + (c + 1), common.get(0).type(), ExpressionBinder.commonTypmod(common)));
        }
        List<List<Scalar>> converted = new ArrayList<>();
        for (int r = 0; r < rows.size(); r++) {
            List<Scalar> row = new ArrayList<>();
            for (int c = 0; c < width; c++) {
                row.add(byColumn.get(c).get(r));
            }
            converted.add(row);
        }
        return new Rel.Values(converted, columns);
    }

    /** ORDER BY, LIMIT and locking around a set operation or VALUES: only output columns can be named. */
    private Rel around(SelectStatement query, Rel body, @Nullable OuterLink outer) {
        Rel result = body;
        List<SortKey> keys = new ArrayList<>();
        for (SortItem item : query.orderBy()) {
            keys.add(new SortKey(
                    outputColumn(item, body.columns()),
                    SortDirection.descending(item),
                    SortDirection.nullsFirst(item)));
        }
        if (!keys.isEmpty()) {
            result = new Rel.Sort(result, keys);
        }
        if (!query.locking().isEmpty()) {
            throw RowLocks.refused(
                    context,
                    query.locking().get(0),
                    query.body() instanceof SelectStatement.Values
                            ? "cannot be applied to VALUES"
                            : "is not allowed with UNION/INTERSECT/EXCEPT");
        }
        return new LimitBinder(context, Scope.empty(context, outer)).limit(result, query.limit(), keys);
    }

    private int outputColumn(SortItem item, List<OutputColumn> columns) {
        Integer ordinal = CallBinder.ordinal(item.expression());
        if (ordinal != null) {
            if (ordinal < 1 || ordinal > columns.size()) {
                throw context.error(
                        SqlState.INVALID_COLUMN_REFERENCE,
                        "ORDER BY position " + ordinal + " is not in select list",
                        item.expression().position());
            }
            return ordinal - 1;
        }
        if (item.expression() instanceof Reference.ColumnReference column
                && column.names().size() == 1) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).name().equals(column.names().get(0))) {
                    return i;
                }
            }
        }
        if (item.expression() instanceof Reference.ColumnReference column && !column.star()) {
            throw column.names().size() > 1
                    ? context.error(
                            SqlState.UNDEFINED_TABLE,
                            "missing FROM-clause entry for table \""
                                    + column.names().get(column.names().size() - 2) + "\"",
                            column.position())
                    : context.error(
                            SqlState.UNDEFINED_COLUMN,
                            "column \"" + column.names().get(0) + "\" does not exist",
                            column.position());
        }
        throw context.error(
                        SqlState.FEATURE_NOT_SUPPORTED,
                        "invalid UNION/INTERSECT/EXCEPT ORDER BY clause",
                        item.expression().position())
                .withDetail("Only result column names can be used, not expressions or functions.")
                .withHint("Add the expression/function to every SELECT, or move the UNION into a FROM clause.");
    }
}
