package io.trefoil.sql.engine.explain;

import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.execute.compile.PlanStatistics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement as EXPLAIN is to show it: the door of this package.
 *
 * @param plan null for commands that have none
 * @param run what its execution was like; null without ANALYZE
 * @param planningNanos time to bind and plan
 */
public record ExplainedPlan(@Nullable Plan plan, @Nullable Run run, long planningNanos) {
    /**
     * One execution.
     *
     * @param nanos from start to the last row
     * @param lockWaits locks that were not free at once
     * @param lockWaitNanos time until they were
     */
    public record Run(PlanStatistics statistics, long nanos, long lockWaits, long lockWaitNanos) {}

    /** The rows of EXPLAIN's one column: a line each in the text form, one document in the others. */
    public List<String> rows(ExplainOptions options) {
        ExplainedNode root = plan == null
                ? null
                : new PlanOutline(run == null ? null : run.statistics(), options.verbose()).of(plan);
        return switch (options.format()) {
            case TEXT -> new TextLayout(options).lines(root, this);
            case JSON -> List.of(new JsonLayout().write(new Structure(options).of(root, this)));
            case XML -> List.of(new XmlLayout().write(new Structure(options).of(root, this)));
            case YAML -> List.of(new YamlLayout().write(new Structure(options).of(root, this)));
        };
    }
}
