package io.trefoil.sql.parser.deparse;

import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.FromItem;
import io.trefoil.sql.parser.ast.Literal;
import io.trefoil.sql.parser.ast.SelectStatement;
import io.trefoil.sql.parser.ast.SelectStatement.GroupItem;
import io.trefoil.sql.parser.ast.SelectStatement.LockWait;
import io.trefoil.sql.parser.ast.SelectStatement.LockingClause;
import io.trefoil.sql.parser.ast.SelectStatement.SelectCore;
import io.trefoil.sql.parser.ast.SelectStatement.SetOperation;
import io.trefoil.sql.parser.ast.SortItem;
import io.trefoil.sql.parser.ast.TableOptions.Persistence;
import io.trefoil.sql.parser.ast.TargetItem;
import io.trefoil.sql.parser.ast.Window;
import io.trefoil.sql.parser.ast.WithClause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Queries with all their clauses. */
final class QueryWriter {
    private final Writers writers;

    QueryWriter(Writers writers) {
        this.writers = writers;
    }

    private SqlText out() {
        return writers.out;
    }

    private void expression(Expression expression) {
        writers.expressions.write(expression);
    }

    void write(SelectStatement query) {
        with(query.with());
        switch (query.body()) {
            case SelectCore core -> core(core);
            case SetOperation operation -> {
                operand(operation.left());
                out().add(" ")
                        .words(operation.operator())
                        .when(operation.all(), " ALL")
                        .add(" ");
                operand(operation.right());
            }
            case SelectStatement.Values values ->
                out().add("VALUES ").list(values.rows(), row -> out().inParentheses(row, this::expression));
        }
        orderBy(query.orderBy());
        limit(query.limit());
        for (LockingClause lock : query.locking()) {
            lock(lock);
        }
    }

    /** A side of a set operation stands bare only when nothing in it could be read as belonging to the whole. */
    private void operand(SelectStatement query) {
        boolean bare = query.with() == null
                && query.orderBy().isEmpty()
                && query.limit() == null
                && query.locking().isEmpty()
                && !(query.body() instanceof SetOperation);
        out().when(!bare, "(");
        write(query);
        out().when(!bare, ")");
    }

    void with(@Nullable WithClause with) {
        if (with == null) {
            return;
        }
        out().add(with.recursive() ? "WITH RECURSIVE " : "WITH ")
                .list(with.expressions(), this::commonTable)
                .add(" ");
    }

    private void commonTable(WithClause.CommonTableExpression table) {
        out().name(table.name()).optionalNames(table.columns()).add(" AS ");
        switch (table.materialization()) {
            case DEFAULT -> {}
            case ALWAYS -> out().add("MATERIALIZED ");
            case NEVER -> out().add("NOT MATERIALIZED ");
        }
        out().add("(");
        writers.statements.write(table.query());
        out().add(")");
        WithClause.Search search = table.search();
        if (search != null) {
            out().add(search.breadthFirst() ? " SEARCH BREADTH FIRST BY " : " SEARCH DEPTH FIRST BY ");
            out().names(search.columns()).add(" SET ").name(search.sequenceColumn());
        }
        WithClause.Cycle cycle = table.cycle();
        if (cycle != null) {
            out().add(" CYCLE ").names(cycle.columns()).add(" SET ").name(cycle.markColumn());
            writers.expressions.optional(" TO ", cycle.markValue());
            writers.expressions.optional(" DEFAULT ", cycle.markDefault());
            out().add(" USING ").name(cycle.pathColumn());
        }
    }

    private void core(SelectCore core) {
        out().add("SELECT");
        SelectStatement.Distinct distinct = core.distinct();
        if (distinct != null) {
            out().add(" DISTINCT");
            if (!distinct.on().isEmpty()) {
                out().add(" ON ").inParentheses(distinct.on(), this::expression);
            }
        }
        out().when(!core.targets().isEmpty(), " ").list(core.targets(), this::target);
        SelectStatement.IntoClause into = core.into();
        if (into != null) {
            out().add(" INTO ")
                    .add(persistence(into.persistence()))
                    .add("TABLE ")
                    .name(into.table());
        }
        from(" FROM ", core.from());
        writers.expressions.optional(" WHERE ", core.where());
        if (!core.groupBy().isEmpty()) {
            out().add(core.groupDistinct() ? " GROUP BY DISTINCT " : " GROUP BY ")
                    .list(core.groupBy(), this::group);
        }
        writers.expressions.optional(" HAVING ", core.having());
        if (!core.windows().isEmpty()) {
            out().add(" WINDOW ").list(core.windows(), this::definition);
        }
    }

    static String persistence(Persistence persistence) {
        return switch (persistence) {
            case PERMANENT -> "";
            case TEMPORARY -> "TEMPORARY ";
            case UNLOGGED -> "UNLOGGED ";
        };
    }

    void from(String words, List<FromItem> items) {
        if (!items.isEmpty()) {
            out().add(words).list(items, writers.from::write);
        }
    }

    void target(TargetItem target) {
        expression(target.expression());
        out().optionalName(" AS ", target.alias());
    }

    /** {@code RETURNING ...} of the statements that change data. */
    void returning(List<TargetItem> targets) {
        if (!targets.isEmpty()) {
            out().add(" RETURNING ").list(targets, this::target);
        }
    }

    private void group(GroupItem item) {
        switch (item) {
            case SelectStatement.GroupExpression g -> expression(g.expression());
            case SelectStatement.EmptyGroup ignored -> out().add("()");
            case SelectStatement.Rollup r -> out().add("ROLLUP").inParentheses(r.expressions(), this::expression);
            case SelectStatement.Cube c -> out().add("CUBE").inParentheses(c.expressions(), this::expression);
            case SelectStatement.GroupingSets s -> out().add("GROUPING SETS ").inParentheses(s.sets(), this::group);
        }
    }

    /** {@code ORDER BY ...} with a space before, or nothing. */
    void orderBy(List<SortItem> items) {
        if (!items.isEmpty()) {
            out().add(" ORDER BY ").list(items, this::sortItem);
        }
    }

    private void sortItem(SortItem item) {
        expression(item.expression());
        if (item.using() != null) {
            out().add(" USING ");
            writers.expressions.operator(item.using());
        }
        order(item.direction(), item.nulls());
    }

    void order(SortItem.Direction direction, SortItem.NullsOrder nulls) {
        switch (direction) {
            case DEFAULT, USING -> {}
            case ASCENDING -> out().add(" ASC");
            case DESCENDING -> out().add(" DESC");
        }
        switch (nulls) {
            case DEFAULT -> {}
            case FIRST -> out().add(" NULLS FIRST");
            case LAST -> out().add(" NULLS LAST");
        }
    }

    private void limit(SelectStatement.@Nullable Limit limit) {
        if (limit == null) {
            return;
        }
        writers.expressions.optional(" OFFSET ", limit.offset());
        Expression count = limit.count();
        if (count == null) {
            return;
        }
        if (!limit.withTies()) {
            writers.expressions.optional(" LIMIT ", count);
            return;
        }
        boolean bare = count instanceof Literal;
        out().add(" FETCH FIRST ").when(!bare, "(");
        expression(count);
        out().when(!bare, ")").add(" ROWS WITH TIES");
    }

    private void lock(LockingClause lock) {
        out().add(" FOR ").words(lock.strength());
        if (!lock.tables().isEmpty()) {
            out().add(" OF ").list(lock.tables(), out()::name);
        }
        if (lock.waiting() != LockWait.BLOCK) {
            out().add(" ").words(lock.waiting());
        }
    }

    private void definition(Window window) {
        out().optionalName("", window.name()).add(" AS ");
        specification(window);
    }

    /** What stands after OVER. */
    void window(Window window) {
        if (window.nameOnly()) {
            out().optionalName("", window.name());
        } else {
            specification(window);
        }
    }

    private void specification(Window window) {
        out().add("(").optionalName("", window.base());
        if (!window.partitionBy().isEmpty()) {
            out().add(" PARTITION BY ").list(window.partitionBy(), this::expression);
        }
        orderBy(window.orderBy());
        Window.Frame frame = window.frame();
        if (frame != null) {
            frame(frame);
        }
        out().add(")");
    }

    private void frame(Window.Frame frame) {
        Window.Bound end = frame.end();
        out().add(" ").words(frame.unit()).add(end == null ? " " : " BETWEEN ");
        bound(frame.start());
        if (end != null) {
            out().add(" AND ");
            bound(end);
        }
        switch (frame.exclusion()) {
            case NO_OTHERS -> {}
            case CURRENT_ROW -> out().add(" EXCLUDE CURRENT ROW");
            case GROUP -> out().add(" EXCLUDE GROUP");
            case TIES -> out().add(" EXCLUDE TIES");
        }
    }

    private void bound(Window.Bound bound) {
        Expression offset = bound.offset();
        switch (bound.kind()) {
            case UNBOUNDED_PRECEDING, CURRENT_ROW, UNBOUNDED_FOLLOWING -> out().words(bound.kind());
            case OFFSET_PRECEDING, OFFSET_FOLLOWING -> {
                writers.expressions.optional("", offset);
                out().add(bound.kind() == Window.BoundKind.OFFSET_PRECEDING ? " PRECEDING" : " FOLLOWING");
            }
        }
    }
}
