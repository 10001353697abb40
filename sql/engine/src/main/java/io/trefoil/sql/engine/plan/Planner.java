package io.trefoil.sql.engine.plan;

import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.algebra.Rel;

/**
 * The door of planning. A statement over a single relation goes straight through the rewrites to an access path; only
 * statements with joins or subqueries visit the optimiser.
 */
public final class Planner {
    private final PlannerEnvironment environment;
    private final Optimizer optimizer;

    public Planner(PlannerEnvironment environment, Optimizer optimizer) {
        this.environment = environment;
        this.optimizer = optimizer;
    }

    /** Rewrites a logical tree into a better one with the same rows; identity when there is nothing to gain. */
    @FunctionalInterface
    public interface Optimizer {
        Rel optimize(Rel rel, PlannerEnvironment environment);
    }

    /** The physical tree for a bound statement. */
    public Plan plan(Rel rel) {
        Rel rewritten = SubqueryPullUp.apply(rel);
        rewritten = FilterPushDown.apply(rewritten);
        if (environment.optimize() && RelShape.joins(rewritten) >= 2) {
            rewritten = optimizer.optimize(rewritten, environment);
        }
        rewritten = ColumnPruning.apply(rewritten);
        return new Lowering(environment, this).lower(rewritten);
    }

    /** How many rows a part of a tree is expected to yield. */
    public double estimatedRows(Rel rel) {
        return new Lowering(environment, this)
                .lower(ColumnPruning.apply(rel))
                .estimate()
                .rows();
    }
}
