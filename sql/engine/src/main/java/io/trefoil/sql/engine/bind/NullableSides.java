package io.trefoil.sql.engine.bind;

import io.trefoil.sql.engine.algebra.Rel;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.parser.ast.FromItem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The names in FROM whose rows may be missing because an outer join found no match. A WHERE clause that is never true for
 * missing rows makes an inner join of it, as in PostgreSQL (reduce_outer_joins).
 */
final class NullableSides {
    private final FromBinder.Part bound;
    private final List<Scalar> conditions = new ArrayList<>();
    private final Set<String> nullable = new HashSet<>();

    private NullableSides(FromBinder.Part bound, Rel filtered) {
        this.bound = bound;
        if (filtered instanceof Rel.Filter filter) {
            conjuncts(filter.condition());
        }
    }

    /** @param filtered the bound FROM, below a filter if there is a WHERE clause */
    static Set<String> of(List<FromItem> from, FromBinder.Part bound, Rel filtered) {
        NullableSides sides = new NullableSides(bound, filtered);
        from.forEach(sides::visit);
        return sides.nullable;
    }

    private void conjuncts(Scalar condition) {
        if (condition instanceof Scalar.And and) {
            and.terms().forEach(this::conjuncts);
        } else {
            conditions.add(condition);
        }
    }

    private void visit(FromItem item) {
        if (item instanceof FromItem.Join join) {
            switch (join.kind()) {
                case CROSS, INNER -> {}
                case LEFT -> side(join.right());
                case RIGHT -> side(join.left());
                case FULL -> {
                    side(join.left());
                    side(join.right());
                }
            }
            visit(join.left());
            visit(join.right());
        }
    }

    private void side(FromItem item) {
        Set<String> names = new HashSet<>();
        collect(item, names);
        Set<Integer> columns = new HashSet<>();
        for (RangeEntry entry : bound.entries()) {
            if (names.contains(entry.alias())) {
                entry.columns().forEach(column -> {
                    if (column.value() instanceof Scalar.InputRef reference) {
                        columns.add(reference.index());
                    }
                });
            }
        }
        if (conditions.stream().noneMatch(condition -> isNullWithout(condition, columns))) {
            nullable.addAll(names);
        }
    }

    private static void collect(FromItem item, Set<String> names) {
        switch (item) {
            case FromItem.TableItem table -> names.add(RowLocks.shown(table));
            case FromItem.SubqueryItem subquery -> names.add(subquery.alias().name());
            case FromItem.FunctionItem function -> {}
            case FromItem.Join join -> {
                collect(join.left(), names);
                collect(join.right(), names);
            }
        }
    }

    /** Whether a condition cannot be true when these columns are NULL. */
    private static boolean isNullWithout(Scalar condition, Set<Integer> columns) {
        return switch (condition) {
            case Scalar.InputRef reference -> columns.contains(reference.index());
            case Scalar.Relabel relabel -> isNullWithout(relabel.argument(), columns);
            case Scalar.NullTest test -> !test.isNull() && isNullWithout(test.argument(), columns);
            case Scalar.Call call ->
                call.function().strict()
                        && call.arguments().stream().anyMatch(argument -> isNullWithout(argument, columns));
            default -> false;
        };
    }
}
