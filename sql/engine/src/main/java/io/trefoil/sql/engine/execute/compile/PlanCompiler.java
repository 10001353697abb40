package io.trefoil.sql.engine.execute.compile;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.TableChanges;

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
    throw new UnsupportedOperationException(plan + " " + catalog + " " + changes);
  }
}
