package io.trefoil.sql.engine.explain;

import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.execute.compile.PlanStatistics;
import io.trefoil.sql.engine.explain.DocumentValue.Elements;
import io.trefoil.sql.engine.explain.DocumentValue.Field;
import io.trefoil.sql.engine.explain.DocumentValue.Fields;
import io.trefoil.sql.engine.explain.ExplainedNode.Child;
import io.trefoil.sql.engine.explain.ExplainedNode.Detail;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The structured form of a plan, with the keys of PostgreSQL and in its order. */
final class Structure {
    private final ExplainOptions options;

    Structure(ExplainOptions options) {
        this.options = options;
    }

    /** The one element of the outermost list. */
    Fields of(@Nullable ExplainedNode root, ExplainedPlan plan) {
        if (root == null) {
            return new Fields(List.of(Field.text("Utility Statement", "")));
        }
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("Plan", node(root, null)));
        if (options.summary()) {
            fields.add(Field.bare("Planning Time", millis(plan.planningNanos())));
        }
        ExplainedPlan.Run run = plan.run();
        if (run != null) {
            fields.add(new Field("Triggers", new Elements("Trigger", List.of())));
            fields.add(Field.bare("Lock Waits", run.lockWaits()));
            fields.add(Field.bare("Lock Wait Time", millis(run.lockWaitNanos())));
            fields.add(Field.bare("Restarts", run.statistics().restarts()));
            if (options.summary()) {
                fields.add(Field.bare("Execution Time", millis(run.nanos())));
            }
        }
        return new Fields(fields);
    }

    private Fields node(ExplainedNode node, @Nullable Child place) {
        List<Field> fields = new ArrayList<>();
        detail(node.naming().get(0), fields);
        if (place != null) {
            fields.add(Field.text("Parent Relationship", place.relationship()));
            if (place.label() != null) {
                fields.add(Field.text("Subplan Name", place.label()));
            }
        }
        fields.add(Field.bare("Parallel Aware", false));
        fields.add(Field.bare("Async Capable", false));
        node.naming().subList(1, node.naming().size()).forEach(part -> detail(part, fields));
        if (options.costs()) {
            estimate(node.estimate(), fields);
        }
        if (node.actual() != null) {
            actual(node.actual(), fields);
        }
        node.details().forEach(part -> detail(part, fields));
        if (!node.children().isEmpty()) {
            fields.add(new Field(
                    "Plans",
                    new Elements(
                            "Plan",
                            node.children().stream()
                                    .map(child -> node(child.node(), child))
                                    .toList())));
        }
        return new Fields(fields);
    }

    private static void estimate(Plan.Estimate estimate, List<Field> fields) {
        fields.add(Field.bare("Startup Cost", decimals(estimate.startupCost(), 2)));
        fields.add(Field.bare("Total Cost", decimals(estimate.totalCost(), 2)));
        fields.add(Field.bare("Plan Rows", decimals(estimate.rows(), 0)));
        fields.add(Field.bare("Plan Width", estimate.width()));
    }

    private void actual(PlanStatistics.Node node, List<Field> fields) {
        double loops = Math.max(1, node.loops());
        if (options.timing()) {
            fields.add(Field.bare("Actual Startup Time", millis(node.startupNanos() / loops)));
            fields.add(Field.bare("Actual Total Time", millis(node.nanos() / loops)));
        }
        fields.add(Field.bare("Actual Rows", decimals(node.rows() / loops, 0)));
        fields.add(Field.bare("Actual Loops", node.loops()));
    }

    private static void detail(Detail detail, List<Field> fields) {
        switch (detail) {
            case Detail.Text(String label, String value) -> fields.add(Field.text(label, value));
            case Detail.Items(String label, List<String> values) ->
                fields.add(new Field(label, new DocumentValue.Texts(values)));
            case Detail.Count(String label, double value) -> fields.add(Field.bare(label, decimals(value, 0)));
            case Detail.Line(String text, List<Detail> parts) -> parts.forEach(part -> detail(part, fields));
        }
    }

    private static String millis(double nanos) {
        return decimals(nanos / 1e6, 3);
    }

    private static String decimals(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
