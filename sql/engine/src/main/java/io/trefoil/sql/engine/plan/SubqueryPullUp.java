package io.trefoil.sql.engine.plan;

import io.trefoil.sql.engine.algebra.JoinKind;
import io.trefoil.sql.engine.algebra.Rel;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.ScalarRewriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns EXISTS and IN of a WHERE clause into semi and anti joins, by PostgreSQL's own recipe (pull up what is simple, run
 * the rest as sub-plans).
 *
 * <pre>
 *   Filter(x IN (SELECT y FROM s WHERE c))      SemiJoin(x = y AND c)
 *     t                                    →      t
 *                                                 s
 * </pre>
 *
 * EXISTS may be correlated if its conditions stand in the outermost filter of the subquery. NOT IN stays a sub-plan: its
 * nulls are no anti join's.
 */
final class SubqueryPullUp {
    private SubqueryPullUp() {}

    static Rel apply(Rel rel) {
        return RelShape.transform(rel, node -> node instanceof Rel.Filter filter ? pullUp(filter) : node);
    }

    private static Rel pullUp(Rel.Filter filter) {
        Rel input = filter.input();
        List<Scalar> kept = new ArrayList<>();
        boolean changed = false;
        for (Scalar term : RelShape.conjuncts(filter.condition())) {
            boolean negated = term instanceof Scalar.Not;
            Scalar inner = term instanceof Scalar.Not not ? not.term() : term;
            Rel joined = inner instanceof Scalar.SubPlan plan ? join(input, plan, negated) : null;
            if (joined == null) {
                kept.add(term);
            } else {
                input = joined;
                changed = true;
            }
        }
        return changed ? RelShape.filter(input, kept) : filter;
    }

    private static @Nullable Rel join(Rel outer, Scalar.SubPlan plan, boolean negated) {
        if (!(plan.query() instanceof Rel query)) {
            return null;
        }
        return switch (plan.kind()) {
            case EXISTS -> exists(outer, plan, apply(query), negated ? JoinKind.ANTI : JoinKind.SEMI);
            case ANY -> negated ? null : any(outer, plan, apply(query));
            case ALL, SCALAR, ARRAY -> null;
        };
    }

    private static @Nullable Rel any(Rel outer, Scalar.SubPlan plan, Rel query) {
        if (!plan.bindings().isEmpty() || !plan.tests().stream().allMatch(RelShape::isMovable)) {
            return null;
        }
        int width = outer.columns().size();
        Map<Integer, Integer> columnOfSlot = new HashMap<>();
        for (int i = 0; i < plan.rowSlots().length; i++) {
            columnOfSlot.put(plan.rowSlots()[i], width + i);
        }
        List<Scalar> on = ScalarRewriter.rewriteAll(plan.tests(), part -> slotToColumn(part, columnOfSlot));
        return new Rel.Join(JoinKind.SEMI, outer, query, java.util.Objects.requireNonNull(RelShape.conjunction(on)));
    }

    private static @Nullable Scalar slotToColumn(Scalar part, Map<Integer, Integer> columnOfSlot) {
        if (part instanceof Scalar.SlotRef slot) {
            Integer column = columnOfSlot.get(slot.slot());
            return column == null ? null : new Scalar.InputRef(column, slot.type(), slot.typmod(), "column");
        }
        return null;
    }

    /** The subquery without the parts that EXISTS does not care about: its projection, order and duplicates. */
    private static Rel essence(Rel query) {
        return switch (query) {
            case Rel.Project project
            when project.expressions().stream().allMatch(RelShape::isMovable) -> essence(project.input());
            case Rel.Sort sort -> essence(sort.input());
            case Rel.Distinct distinct when distinct.on().isEmpty() -> essence(distinct.input());
            default -> query;
        };
    }

    private static @Nullable Rel exists(Rel outer, Scalar.SubPlan plan, Rel whole, JoinKind kind) {
        Rel query = essence(whole);
        Map<Integer, Scalar> outerValues = new HashMap<>();
        plan.bindings().forEach(binding -> outerValues.put(binding.slot(), binding.value()));
        int width = outer.columns().size();
        List<Scalar> on = new ArrayList<>();
        Rel inner = query;
        while (inner instanceof Rel.Filter filter) {
            for (Scalar term : RelShape.conjuncts(filter.condition())) {
                if (!RelShape.isMovable(term)
                        || ScalarRewriter.contains(term, part -> part instanceof Scalar.SubPlan)) {
                    return null;
                }
                Scalar shifted = ScalarRewriter.shift(term, width);
                on.add(ScalarRewriter.rewrite(
                        shifted, part -> part instanceof Scalar.SlotRef slot ? outerValues.get(slot.slot()) : null));
            }
            inner = essence(filter.input());
        }
        if (SlotUse.reads(inner, outerValues.keySet())) {
            return null;
        }
        Scalar condition = RelShape.conjunction(on);
        return new Rel.Join(kind, outer, inner, condition == null ? FilterPushDown.TRUE : condition);
    }
}
