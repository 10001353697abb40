package io.trefoil.sql.engine.plan.calcite;

import io.trefoil.sql.engine.algebra.JoinKind;
import io.trefoil.sql.engine.algebra.Rel;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.ScalarRewriter;
import io.trefoil.sql.engine.plan.Planner;
import io.trefoil.sql.engine.plan.PlannerEnvironment;
import io.trefoil.sql.engine.plan.RelShape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Orders the inner joins of a statement with Calcite's DPhyp (Moerkotte and Neumann, "Dynamic Programming Strikes Back",
 * SIGMOD 2008), by estimated size of the intermediate results.
 *
 * <pre>
 *   Join(a = b)                       Project (columns in their old order)
 *     Join(true)                        Join(a = b)
 *       A (1000000 rows)        →         Join(c = b)
 *       C (10 rows)                         C
 *     B (1000 rows)                         B
 *                                         A
 * </pre>
 *
 * A region is a tree of inner joins; what lies below it (scans with their filters, outer joins, grouping) is a leaf that
 * Calcite does not look into. Regions of two leaves, regions with a cross product that no condition connects, and very
 * large ones are left as written.
 */
public final class JoinOrder implements Planner.Optimizer {
    /** Beyond so many relations the enumeration could take longer than the query. */
    private static final int LEAVES_MAX = 14;

    @Override
    public Rel optimize(Rel rel, PlannerEnvironment environment) {
        ToDoubleFunction<Rel> rows = leaf -> new Planner(environment, (r, e) -> r).estimatedRows(leaf);
        return optimize(rel, environment, rows);
    }

    private static Rel optimize(Rel rel, PlannerEnvironment environment, ToDoubleFunction<Rel> rows) {
        if (!(rel instanceof Rel.Join join) || join.kind() != JoinKind.INNER) {
            return RelShape.withInputs(rel, input -> optimize(input, environment, rows));
        }
        List<Rel> leaves = new ArrayList<>();
        List<Scalar> terms = new ArrayList<>();
        collect(join, 0, leaves, terms);
        List<Rel> optimized = new ArrayList<>();
        for (Rel leaf : leaves) {
            optimized.add(optimize(leaf, environment, rows));
        }
        JoinRegion region = new JoinRegion(optimized, terms, environment);
        if (leaves.size() < 3
                || leaves.size() > LEAVES_MAX
                || !terms.stream().allMatch(RelShape::isMovable)
                || !region.connected()) {
            return rebuild(join, optimized.iterator());
        }
        Rel reordered = region.reorder(rows);
        return reordered != null ? reordered : rebuild(join, optimized.iterator());
    }

    /** Leaves from left to right, and all conditions in terms of the leaves' columns side by side. */
    private static int collect(Rel rel, int offset, List<Rel> leaves, List<Scalar> terms) {
        if (rel instanceof Rel.Join join && join.kind() == JoinKind.INNER) {
            int left = collect(join.left(), offset, leaves, terms);
            int right = collect(join.right(), offset + left, leaves, terms);
            for (Scalar term : RelShape.conjuncts(join.condition())) {
                terms.add(ScalarRewriter.shift(term, offset));
            }
            return left + right;
        }
        leaves.add(rel);
        return rel.columns().size();
    }

    private static Rel rebuild(Rel rel, java.util.Iterator<Rel> leaves) {
        if (rel instanceof Rel.Join join && join.kind() == JoinKind.INNER) {
            Rel left = rebuild(join.left(), leaves);
            Rel right = rebuild(join.right(), leaves);
            return new Rel.Join(join.kind(), left, right, join.condition());
        }
        return leaves.next();
    }
}
