package io.trefoil.sql.engine.execute.compile;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.TableChanges;
import io.trefoil.sql.engine.execute.change.DeferredConstraints;
import io.trefoil.sql.engine.execute.change.TableLoads;
import io.trefoil.sql.engine.execute.change.TableWriters;
import io.trefoil.sql.engine.execute.expression.PlanTree;
import org.jspecify.annotations.Nullable;

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
        return root(plan, null, false);
    }

    /** Compiles a client's statement, whose rows it may write later in the same transaction. */
    public Executable compileForClient(Plan plan) {
        return root(plan, null, true);
    }

    /** Compiles for one execution that counts rows and time of every node (EXPLAIN ANALYZE). */
    public Executable compile(Plan plan, PlanStatistics statistics) {
        return statistics.root(plan, root(plan, statistics, false));
    }

    /** The door for DDL and COPY: work over all rows of tables. Made for one statement. */
    public TableLoads loads() {
        PlanCompilation compilation =
                new PlanCompilation(new Plan.SingleRow(Plan.Estimate.UNKNOWN), catalog, changes, null);
        return new TableLoads(catalog, changes, compilation.expressions(), compilation::newStateCell);
    }

    /** The door for COMMIT and SET CONSTRAINTS. */
    public DeferredConstraints deferredConstraints() {
        PlanCompilation compilation =
                new PlanCompilation(new Plan.SingleRow(Plan.Estimate.UNKNOWN), catalog, changes, null);
        TableWriters writers = new TableWriters(catalog, changes, compilation.expressions(), compilation::newStateCell);
        return new DeferredConstraints(catalog, writers, compilation::newStateCell);
    }

    /** Compiles expressions that stand alone: defaults, parameters of EXECUTE. */
    public Evaluator compile(Scalar scalar) {
        PlanCompilation compilation =
                new PlanCompilation(new Plan.SingleRow(Plan.Estimate.UNKNOWN), catalog, changes, null);
        return compilation.expressions().compile(scalar);
    }

    private Executable root(Plan plan, @Nullable PlanStatistics statistics, boolean expectsWrites) {
        PlanCompilation compilation = new PlanCompilation(plan, catalog, changes, statistics);
        if (expectsWrites) {
            compilation.expectWrites(plan);
        }
        return new StatementRoot(
                compilation.compile(plan),
                PlanTree.modifies(plan) && !plan.columns().isEmpty());
    }
}
