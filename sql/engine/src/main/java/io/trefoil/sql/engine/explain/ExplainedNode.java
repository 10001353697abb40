package io.trefoil.sql.engine.explain;

import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.execute.compile.PlanStatistics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One node of a plan as EXPLAIN describes it.
 *
 * @param title the node's line in the text form
 * @param naming what the title says, part by part, for the structured forms: node type, relation, index ...
 * @param actual what was counted; null without ANALYZE
 * @param details the lines below the title
 */
record ExplainedNode(
        String title,
        List<Detail> naming,
        Plan.Estimate estimate,
        PlanStatistics.@Nullable Node actual,
        List<Detail> details,
        List<Child> children) {

    /**
     * A node below another.
     *
     * @param relationship PostgreSQL's word: Outer, Inner, Member, InitPlan, SubPlan
     * @param label a line of its own in front of the node ("CTE x", "SubPlan 1"), null for none
     */
    record Child(String relationship, @Nullable String label, ExplainedNode node) {}

    /** Something known about a node. */
    sealed interface Detail {
        /** "Index Cond: (a = 1)". */
        record Text(String label, String value) implements Detail {}

        /** "Sort Key: a, b", a list in the structured forms. */
        record Items(String label, List<String> values) implements Detail {}

        /** "Rows Removed by Filter: 7"; the text form leaves zeros out. */
        record Count(String label, double value) implements Detail {}

        /** Several values that share a line of the text form. */
        record Line(String text, List<Detail> parts) implements Detail {
            public Line {
                parts = List.copyOf(parts);
            }
        }
    }
}
