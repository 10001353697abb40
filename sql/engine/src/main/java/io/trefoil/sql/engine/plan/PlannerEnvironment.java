package io.trefoil.sql.engine.plan;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.TableStatistics;
import io.trefoil.sql.engine.algebra.TableChange;
import java.util.List;
import java.util.Optional;

/** What the planner knows of the tables it plans for. */
public interface PlannerEnvironment {
    CatalogSnapshot catalog();

    /** Rows of a table as far as known: ANALYZE's count, else a guess from the store. Never below 1. */
    double rows(Table table);

    /** What ANALYZE found. */
    Optional<TableStatistics> statistics(Table table);

    /** The table's indexes with their keys and predicates bound over full rows, primary key first. */
    List<TableChange.IndexTarget> indexes(Table table);

    /** Whether joins and subqueries may be reordered by the optimiser ({@code trefoil.optimizer}). */
    boolean optimize();

    /** Whether transactions take turns for rows that they read by key and may write ({@code trefoil.read_turns}). */
    boolean takesTurns();
}
