package io.trefoil.sql.engine.explain;

import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.execute.compile.PlanStatistics;
import io.trefoil.sql.engine.explain.ExplainedNode.Child;
import io.trefoil.sql.engine.explain.ExplainedNode.Detail;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The text form, indented as PostgreSQL does (src/backend/commands/explain.c, ExplainNode). */
final class TextLayout {
    private final List<String> lines = new ArrayList<>();
    private final ExplainOptions options;

    TextLayout(ExplainOptions options) {
        this.options = options;
    }

    List<String> lines(@Nullable ExplainedNode root, ExplainedPlan plan) {
        if (root == null) {
            lines.add("Utility statements have no plan structure");
            return lines;
        }
        node(root, 0);
        ExplainedPlan.Run run = plan.run();
        if (options.summary()) {
            lines.add(String.format(Locale.ROOT, "Planning Time: %.3f ms", plan.planningNanos() / 1e6));
        }
        if (run != null) {
            if (run.lockWaits() > 0) {
                lines.add(String.format(
                        Locale.ROOT, "Lock Waits: %d (%.3f ms)", run.lockWaits(), run.lockWaitNanos() / 1e6));
            }
            if (run.statistics().restarts() > 0) {
                lines.add("Restarts: " + run.statistics().restarts());
            }
            if (options.summary()) {
                lines.add(String.format(Locale.ROOT, "Execution Time: %.3f ms", run.nanos() / 1e6));
            }
        }
        return lines;
    }

    /** @param depth in steps of two blanks; the root has no arrow */
    private void node(ExplainedNode node, int depth) {
        String arrow = depth == 0 ? "" : "  ".repeat(depth) + "->  ";
        lines.add(arrow + node.title() + estimate(node.estimate()) + actual(node.actual()));
        int inner = depth == 0 ? 1 : depth + 3;
        node.details().forEach(detail -> detail(detail, "  ".repeat(inner)));
        for (Child child : node.children()) {
            if (child.label() == null) {
                node(child.node(), inner);
            } else {
                lines.add("  ".repeat(inner) + child.label());
                node(child.node(), inner + 1);
            }
        }
    }

    private String estimate(Plan.Estimate estimate) {
        return options.costs()
                ? String.format(
                        Locale.ROOT,
                        "  (cost=%.2f..%.2f rows=%.0f width=%d)",
                        estimate.startupCost(),
                        estimate.totalCost(),
                        estimate.rows(),
                        estimate.width())
                : "";
    }

    private String actual(PlanStatistics.@Nullable Node node) {
        if (node == null) {
            return "";
        }
        double loops = node.loops();
        if (loops == 0) {
            return " (never executed)";
        }
        return options.timing()
                ? String.format(
                        Locale.ROOT,
                        " (actual time=%.3f..%.3f rows=%.0f loops=%.0f)",
                        node.startupNanos() / loops / 1e6,
                        node.nanos() / loops / 1e6,
                        node.rows() / loops,
                        loops)
                : String.format(Locale.ROOT, " (actual rows=%.0f loops=%.0f)", node.rows() / loops, loops);
    }

    private void detail(Detail detail, String indent) {
        switch (detail) {
            case Detail.Text(String label, String value) -> lines.add(indent + label + ": " + value);
            case Detail.Items(String label, List<String> values) ->
                lines.add(indent + label + ": " + String.join(", ", values));
            case Detail.Count(String label, double value) -> {
                if (value > 0) {
                    lines.add(indent + label + ": " + String.format(Locale.ROOT, "%.0f", value));
                }
            }
            case Detail.Line(String text, List<Detail> parts) -> lines.add(indent + text);
        }
    }
}
