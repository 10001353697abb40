package io.trefoil.sql.engine.bind;

import io.trefoil.sql.engine.algebra.OutputColumn;
import io.trefoil.sql.engine.algebra.Rel;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.ScalarRewriter;
import io.trefoil.sql.engine.algebra.SortKey;
import io.trefoil.sql.engine.algebra.WindowCall;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.Reference;
import io.trefoil.sql.parser.ast.SelectStatement;
import io.trefoil.sql.parser.ast.SortItem;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Binds one SELECT. The tree grows in PostgreSQL's order of evaluation: FROM, WHERE, grouping, HAVING, windows,
 * set-returning functions, projection, DISTINCT, ORDER BY, row locks, LIMIT; sort keys and row keys that are not part of
 * the result travel as extra columns and are dropped at the end.
 */
final class SelectBinder {
    private final BindContext context;
    private final @Nullable OuterLink outer;

    SelectBinder(BindContext context, @Nullable OuterLink outer) {
        this.context = context;
        this.outer = outer;
    }

    Rel bind(SelectStatement query, SelectStatement.SelectCore core, boolean keepUnknown) {
        if (core.into() != null) {
            throw context.error(SqlState.SYNTAX_ERROR, "SELECT ... INTO is not allowed here", core.position());
        }
        RowLocks locks = new RowLocks(context, query.locking());
        FromBinder fromBinder = new FromBinder(context, outer, locks);
        FromBinder.Part from = fromBinder.bind(core.from());
        Scope scope = fromBinder.scope(from);
        Rel rel = where(from.rel(), core, scope);
        locks.check(core.from(), from, rel);

        Placeholders placeholders = new Placeholders();
        WindowDefinitions windows = new WindowDefinitions(core.windows());
        ExpressionBinder select = new ExpressionBinder(context, scope, Clause.SELECT, placeholders, windows);
        Targets targets = Targets.bind(select, core.targets(), keepUnknown);
        Grouping grouping = Grouping.bind(context, scope, core, targets);
        Expression havingExpression = core.having();
        Scalar having = havingExpression == null
                ? null
                : new ExpressionBinder(context, scope, Clause.HAVING, placeholders, windows)
                        .bindCondition(havingExpression, "HAVING");
        List<Integer> distinctOn = distinctOn(core, scope, placeholders, windows, targets);
        List<SortKey> keys = orderBy(query, core, scope, placeholders, windows, targets, distinctOn);

        if (grouping.needed() || !placeholders.aggregates().isEmpty() || having != null) {
            locks.forbid("GROUP BY clause", grouping.needed());
            locks.forbid("HAVING clause", having != null);
            locks.forbid("aggregate functions", !placeholders.aggregates().isEmpty());
            GroupedQuery grouped = new GroupedQuery(context, grouping, placeholders, scope);
            targets.replaceAll(grouped::rewrite);
            Scalar groupedHaving = having == null ? null : grouped.rewrite(having, position(havingExpression));
            placeholders.windows().replaceAll(call -> grouped.rewrite(call));
            rel = grouped.aggregate(rel);
            rel = groupedHaving == null ? rel : new Rel.Filter(rel, groupedHaving);
        }
        if (!placeholders.windows().isEmpty()) {
            locks.forbid("window functions", true);
            rel = windows(rel, placeholders, targets);
        }
        locks.forbid(
                "set-returning functions in the target list",
                targets.scalars().stream()
                        .anyMatch(scalar -> ScalarRewriter.contains(scalar, part -> part instanceof Scalar.SetCall)));
        List<Integer> rowKeys = locks.addRowKeys(from, targets);
        rel = project(rel, targets);
        rel = distinct(rel, core, targets, distinctOn, keys, locks);
        rel = keys.isEmpty() ? rel : new Rel.Sort(rel, keys);
        rel = distinctOn == null || distinctOn.isEmpty() ? rel : new Rel.Distinct(rel, distinctOn);
        rel = locks.lock(rel, rowKeys);
        rel = new LimitBinder(context, scope).limit(rel, query.limit(), keys);
        return targets.dropExtras(rel);
    }

    private static int position(@Nullable Expression expression) {
        return expression == null ? -1 : expression.position();
    }

    private Rel where(Rel rel, SelectStatement.SelectCore core, Scope scope) {
        Expression where = core.where();
        return where == null
                ? rel
                : new Rel.Filter(
                        rel,
                        ExpressionBinder.plain(context, scope, Clause.WHERE).bindCondition(where, "WHERE"));
    }

    /** Positions of the DISTINCT ON expressions; null without DISTINCT, empty for plain DISTINCT. */
    private @Nullable List<Integer> distinctOn(
            SelectStatement.SelectCore core,
            Scope scope,
            Placeholders placeholders,
            WindowDefinitions windows,
            Targets targets) {
        SelectStatement.Distinct distinct = core.distinct();
        if (distinct == null) {
            return null;
        }
        List<Integer> on = new ArrayList<>();
        ExpressionBinder binder = new ExpressionBinder(context, scope, Clause.DISTINCT_ON, placeholders, windows);
        for (Expression expression : distinct.on()) {
            int position = targets.find(expression, binder, "DISTINCT ON");
            if (!on.contains(position)) {
                on.add(position);
            }
        }
        return on;
    }

    private List<SortKey> orderBy(
            SelectStatement query,
            SelectStatement.SelectCore core,
            Scope scope,
            Placeholders placeholders,
            WindowDefinitions windows,
            Targets targets,
            @Nullable List<Integer> distinctOn) {
        ExpressionBinder binder = new ExpressionBinder(context, scope, Clause.ORDER_BY, placeholders, windows);
        List<SortKey> keys = new ArrayList<>();
        for (SortItem item : query.orderBy()) {
            int column = targets.find(item.expression(), binder, "ORDER BY");
            if (distinctOn != null && distinctOn.isEmpty() && targets.isExtra(column)) {
                throw context.error(
                        SqlState.INVALID_COLUMN_REFERENCE,
                        "for SELECT DISTINCT, ORDER BY expressions must appear in select list",
                        item.expression().position());
            }
            requireOrdered(targets.type(column), item.expression().position());
            if (keys.stream().noneMatch(key -> key.column() == column)) {
                keys.add(new SortKey(column, SortDirection.descending(item), SortDirection.nullsFirst(item)));
            }
        }
        if (distinctOn != null && !distinctOn.isEmpty()) {
            checkDistinctOn(distinctOn, keys, core);
        }
        return keys;
    }

    private void requireOrdered(SqlType type, int position) {
        if (type != SqlTypes.UNKNOWN && !new Resolution(context).ordered(type)) {
            throw context.error(
                            SqlState.UNDEFINED_FUNCTION,
                            "could not identify an ordering operator for type " + type.sqlName(),
                            position)
                    .withHint("Use an explicit ordering operator or modify the query.");
        }
    }

    /** The first sort keys must be the DISTINCT ON expressions, in any order. Missing ones are added to the sort. */
    private void checkDistinctOn(List<Integer> on, List<SortKey> keys, SelectStatement.SelectCore core) {
        int leading = Math.min(on.size(), keys.size());
        for (int i = 0; i < leading; i++) {
            if (!on.contains(keys.get(i).column())) {
                throw context.error(
                        SqlState.INVALID_COLUMN_REFERENCE,
                        "SELECT DISTINCT ON expressions must match initial ORDER BY expressions",
                        core.position());
            }
        }
        for (int column : on) {
            if (keys.stream().noneMatch(key -> key.column() == column)) {
                keys.add(new SortKey(column, false, false));
            }
        }
    }

    private Rel windows(Rel input, Placeholders placeholders, Targets targets) {
        int width = input.columns().size();
        List<WindowCall> calls = placeholders.windows();
        List<OutputColumn> columns = new ArrayList<>(input.columns());
        for (WindowCall call : calls) {
            columns.add(OutputColumn.of(call.name(), call.type(), -1));
        }
        targets.replaceAll((scalar, position) -> ScalarRewriter.rewrite(scalar, part -> {
            if (part instanceof Scalar.InputRef reference && Placeholders.isWindow(reference)) {
                int index = Placeholders.windowIndex(reference);
                return new Scalar.InputRef(width + index, reference.type(), -1, reference.name());
            }
            return null;
        }));
        return new Rel.Window(input, calls, columns);
    }

    /** The projection, with set-returning calls computed below it. */
    private Rel project(Rel input, Targets targets) {
        Rel source = input;
        List<Scalar.SetCall> sets = new ArrayList<>();
        for (Scalar scalar : targets.scalars()) {
            collectSets(scalar, sets);
        }
        if (!sets.isEmpty()) {
            List<Scalar> expressions = new ArrayList<>();
            List<OutputColumn> columns = new ArrayList<>(input.columns());
            for (int i = 0; i < input.columns().size(); i++) {
                OutputColumn column = input.columns().get(i);
                expressions.add(new Scalar.InputRef(i, column.type(), column.typmod(), column.name()));
            }
            int width = expressions.size();
            for (Scalar.SetCall set : sets) {
                expressions.add(set);
                columns.add(OutputColumn.of(set.function().name(), set.type(), set.typmod()));
            }
            source = new Rel.ProjectSet(input, expressions, columns);
            targets.replaceAll((scalar, position) -> ScalarRewriter.rewrite(scalar, part -> {
                int index = part instanceof Scalar.SetCall ? sets.indexOf(part) : -1;
                return index < 0 ? null : new Scalar.InputRef(width + index, part.type(), part.typmod(), "set");
            }));
        }
        return new Rel.Project(source, targets.scalars(), targets.columns());
    }

    private void collectSets(Scalar scalar, List<Scalar.SetCall> sets) {
        ScalarRewriter.visit(scalar, part -> {
            if (part instanceof Scalar.SetCall set && !sets.contains(set)) {
                for (Scalar argument : set.arguments()) {
                    if (ScalarRewriter.contains(argument, inner -> inner instanceof Scalar.SetCall)) {
                        throw new io.trefoil.sql.types.SqlStateException(
                                SqlState.FEATURE_NOT_SUPPORTED, "nested set-returning functions are not supported yet");
                    }
                }
                sets.add(set);
            }
        });
    }

    private Rel distinct(
            Rel rel,
            SelectStatement.SelectCore core,
            Targets targets,
            @Nullable List<Integer> distinctOn,
            List<SortKey> keys,
            RowLocks locks) {
        if (distinctOn == null) {
            return rel;
        }
        locks.forbid("DISTINCT clause", true);
        Resolution resolution = new Resolution(context);
        for (int i = 0; i < targets.columns().size(); i++) {
            SqlType type = targets.type(i);
            boolean compared = distinctOn.isEmpty() || distinctOn.contains(i);
            if (compared && type != SqlTypes.UNKNOWN && resolution.equality(type) == null) {
                throw context.error(
                        SqlState.UNDEFINED_FUNCTION,
                        "could not identify an equality operator for type " + type.sqlName(),
                        core.position());
            }
        }
        return distinctOn.isEmpty() ? new Rel.Distinct(rel, List.of()) : rel;
    }

    /** Whether an expression is a bare column name, which ORDER BY looks up among the output names first. */
    static @Nullable String bareName(Expression expression) {
        return expression instanceof Reference.ColumnReference column
                        && !column.star()
                        && column.names().size() == 1
                ? column.names().get(0)
                : null;
    }
}
