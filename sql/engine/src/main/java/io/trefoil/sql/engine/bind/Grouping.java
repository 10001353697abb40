package io.trefoil.sql.engine.bind;

import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.parser.ast.Construct;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.SelectStatement;
import io.trefoil.sql.parser.ast.SelectStatement.GroupItem;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The GROUP BY clause: its distinct expressions, and the grouping sets as positions among them. */
record Grouping(List<Scalar> expressions, List<List<Integer>> sets, boolean needed) {

    static Grouping bind(BindContext context, Scope scope, SelectStatement.SelectCore core, Targets targets) {
        if (core.groupBy().isEmpty()) {
            return new Grouping(new ArrayList<>(), List.of(List.of()), false);
        }
        Collector collector = new Collector(context, scope, targets);
        List<List<Integer>> sets = List.of(List.of());
        for (GroupItem item : core.groupBy()) {
            sets = product(sets, collector.sets(item));
        }
        if (core.groupDistinct()) {
            sets = List.copyOf(new LinkedHashSet<>(sets));
        }
        return new Grouping(collector.expressions, sets, true);
    }

    private static List<List<Integer>> product(List<List<Integer>> left, List<List<Integer>> right) {
        List<List<Integer>> all = new ArrayList<>();
        for (List<Integer> a : left) {
            for (List<Integer> b : right) {
                Set<Integer> merged = new LinkedHashSet<>(a);
                merged.addAll(b);
                all.add(List.copyOf(merged));
            }
        }
        return all;
    }

    private static final class Collector {
        private final BindContext context;
        private final Targets targets;
        private final ExpressionBinder binder;
        private final List<Scalar> expressions = new ArrayList<>();

        Collector(BindContext context, Scope scope, Targets targets) {
            this.context = context;
            this.targets = targets;
            this.binder = ExpressionBinder.plain(context, scope, Clause.GROUP_BY);
        }

        List<List<Integer>> sets(GroupItem item) {
            return switch (item) {
                case SelectStatement.GroupExpression group -> List.of(positions(group.expression()));
                case SelectStatement.EmptyGroup empty -> List.of(List.of());
                case SelectStatement.Rollup rollup -> rollup(rollup.expressions());
                case SelectStatement.Cube cube -> cube(cube.expressions());
                case SelectStatement.GroupingSets sets -> {
                    List<List<Integer>> all = new ArrayList<>();
                    for (GroupItem inner : sets.sets()) {
                        all.addAll(sets(inner));
                    }
                    yield all;
                }
            };
        }

        private List<List<Integer>> rollup(List<Expression> items) {
            List<List<Integer>> all = new ArrayList<>();
            for (int length = items.size(); length >= 0; length--) {
                Set<Integer> set = new LinkedHashSet<>();
                items.subList(0, length).forEach(item -> set.addAll(positions(item)));
                all.add(List.copyOf(set));
            }
            return all;
        }

        private List<List<Integer>> cube(List<Expression> items) {
            if (items.size() > 12) {
                throw context.error(SqlState.TOO_MANY_COLUMNS, "CUBE is limited to 12 elements", -1);
            }
            List<List<Integer>> all = new ArrayList<>();
            for (int mask = (1 << items.size()) - 1; mask >= 0; mask--) {
                Set<Integer> set = new LinkedHashSet<>();
                for (int i = 0; i < items.size(); i++) {
                    if ((mask >> (items.size() - 1 - i) & 1) != 0) {
                        set.addAll(positions(items.get(i)));
                    }
                }
                all.add(List.copyOf(set));
            }
            return all;
        }

        /** A plain item is one expression; a row in parentheses is several. */
        private List<Integer> positions(Expression item) {
            if (item instanceof Construct.RowConstructor row && !row.explicit()) {
                List<Integer> all = new ArrayList<>();
                for (Expression element : row.elements()) {
                    all.add(position(element));
                }
                return all;
            }
            return List.of(position(item));
        }

        private int position(Expression item) {
            Scalar bound = bindItem(item);
            if (Placeholders.mentioned(bound)) {
                throw context.error(
                        SqlState.GROUPING_ERROR, "aggregate functions are not allowed in GROUP BY", item.position());
            }
            if (bound.type() != SqlTypes.UNKNOWN && new Resolution(context).equality(bound.type()) == null) {
                throw context.error(
                        SqlState.UNDEFINED_FUNCTION,
                        "could not identify an equality operator for type "
                                + bound.type().sqlName(),
                        item.position());
            }
            int known = expressions.indexOf(bound);
            if (known >= 0) {
                return known;
            }
            expressions.add(bound);
            return expressions.size() - 1;
        }

        private Scalar bindItem(Expression item) {
            Integer ordinal = CallBinder.ordinal(item);
            if (ordinal != null) {
                return targets.scalar(targets.ordinal(ordinal, "GROUP BY", item.position()));
            }
            String name = SelectBinder.bareName(item);
            if (name != null && binder.scope().findUnqualified(name, item.position()) == null) {
                Scalar aliased = targets.named(name, item.position());
                if (aliased != null) {
                    return aliased;
                }
            }
            return binder.bindSettled(item);
        }
    }
}
