package io.trefoil.sql.engine.plan;

import io.trefoil.sql.engine.algebra.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Plans as EXPLAIN prints them. */
public final class PlanText {
  private PlanText() {}

  /** One line a node, as PostgreSQL indents them. */
  public static List<String> lines(Plan plan, boolean costs, boolean verbose) {
    List<String> lines = new ArrayList<>();
    Plan.Estimate e = plan.estimate();
    lines.add(plan.getClass().getSimpleName() + (costs
        ? String.format(Locale.ROOT, "  (cost=%.2f..%.2f rows=%.0f width=%d)", e.startupCost(), e.totalCost(),
            e.rows(), e.width())
        : "") + (verbose ? " " : ""));
    return lines;
  }
}
