package io.trefoil.sql.engine.explain;

import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.ScalarRewriter;
import io.trefoil.sql.engine.execute.compile.PlanStatistics;
import io.trefoil.sql.engine.execute.expression.PlanTree;
import io.trefoil.sql.engine.explain.ExplainedNode.Child;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From a plan, and what was counted while it ran, to the tree that EXPLAIN shows. */
final class PlanOutline {
    private final @Nullable PlanStatistics statistics;
    private final boolean verbose;
    /** Subplans are numbered over the whole plan. */
    private int subPlans;

    PlanOutline(@Nullable PlanStatistics statistics, boolean verbose) {
        this.statistics = statistics;
        this.verbose = verbose;
    }

    ExplainedNode of(Plan plan) {
        PlanStatistics.Node actual = statistics == null ? null : statistics.find(plan);
        NodeTitle title = NodeTitle.of(plan);
        return new ExplainedNode(
                title.text(),
                title.parts(),
                plan.estimate(),
                actual,
                NodeDetails.of(plan, actual, verbose),
                children(plan));
    }

    private List<Child> children(Plan plan) {
        List<Child> children = new ArrayList<>();
        if (plan instanceof Plan.With with) {
            for (Plan.With.Cte cte : with.queries()) {
                children.add(new Child("InitPlan", "CTE " + cte.name(), of(cte.query())));
            }
            subPlans(plan, children);
            children.add(new Child("Outer", null, of(with.body())));
            return children;
        }
        subPlans(plan, children);
        boolean members = plan instanceof Plan.Append;
        PlanTree.forEachInput(plan, input -> children.add(new Child(relationship(members, children), null, of(input))));
        return children;
    }

    private static String relationship(boolean members, List<Child> before) {
        if (members) {
            return "Member";
        }
        return before.stream().anyMatch(child -> child.relationship().equals("Outer")) ? "Inner" : "Outer";
    }

    /** Queries inside the node's own expressions. */
    private void subPlans(Plan plan, List<Child> children) {
        PlanTree.forEachScalar(
                plan,
                scalar -> ScalarRewriter.visit(scalar, part -> {
                    if (part instanceof Scalar.SubPlan sub && sub.query() instanceof Plan inner) {
                        subPlans++;
                        children.add(new Child("SubPlan", "SubPlan " + subPlans, of(inner)));
                    }
                }));
    }
}
