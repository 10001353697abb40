package io.trefoil.sql.engine.execute.change;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.execute.DeferredChecks;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowList;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/** Looks at what a transaction has put off, at COMMIT and SET CONSTRAINTS: 23503, 23505. Made for one catalog snapshot. */
public final class DeferredConstraints {
    private final CatalogSnapshot catalog;
    private final TableWriters writers;
    private final IntSupplier newCell;

    /**
     * @param writers of the same snapshot
     * @param newCell gives out state cells of the context
     */
    public DeferredConstraints(CatalogSnapshot catalog, TableWriters writers, IntSupplier newCell) {
        this.catalog = catalog;
        this.writers = writers;
        this.newCell = newCell;
    }

    /** @param wanted what is to be looked at */
    public void check(Predicate<DeferredChecks.Subject> wanted, ExecutionContext context) {
        context.deferred().checkAll(wanted, (subject, keys, from) -> check(subject, keys, from, context));
    }

    /** A constraint that was dropped asks for nothing. */
    private void check(DeferredChecks.Subject subject, RowList keys, long from, ExecutionContext context) {
        Table table = catalog.table(subject.table()).orElse(null);
        if (table == null) {
            return;
        }
        for (Constraint constraint : table.constraints()) {
            if (constraint.oid() == subject.constraint()) {
                switch (constraint) {
                    case Constraint.Key key -> {
                        for (Index index : catalog.indexes(table)) {
                            UniqueCheck check =
                                    index.oid() == key.indexOid() ? UniqueCheck.of(table, index, newCell) : null;
                            if (check != null) {
                                check.checkAll(keys, from, context);
                            }
                        }
                    }
                    case Constraint.ForeignKey key -> {
                        if (subject.side() == DeferredChecks.Side.REFERENCING) {
                            writers.check(table, key).checkAll(keys, from, context);
                        } else {
                            writers.action(table, key).checkAll(keys, from, context);
                        }
                    }
                    case Constraint.Check check -> {
                        // never put off
                    }
                }
            }
        }
    }
}
