package io.trefoil.sql.engine.execute.compile;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.TableChanges;
import io.trefoil.sql.engine.execute.expression.PlanTree;
import java.util.function.BiFunction;

/**
 * Turns plans into executables. What it makes is valid as long as the catalog snapshot it was made for, and may be cached
 * and shared like the plan itself.
 */
public final class PlanCompiler {
  private final CatalogSnapshot catalog;
  private final TableChanges changes;

  /**
   * @param catalog the snapshot the plan was bound with
   * @param changes how to change tables that foreign keys lead to
   */
  public PlanCompiler(CatalogSnapshot catalog, TableChanges changes) {
    this.catalog = catalog;
    this.changes = changes;
  }

  public Executable compile(Plan plan) {
    return compile(plan, (node, executable) -> executable);
  }

  /** Compiles for one execution that counts rows and time of every node (EXPLAIN ANALYZE). */
  public Executable compile(Plan plan, PlanStatistics statistics) {
    return compile(plan, statistics::observe);
  }

  private Executable compile(Plan plan, BiFunction<Plan, Executable, Executable> observer) {
    PlanCompilation compilation = new PlanCompilation(plan, catalog, changes, observer);
    return new StatementRoot(compilation.compile(plan), PlanTree.modifies(plan) && !plan.columns().isEmpty());
  }
}
