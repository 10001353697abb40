package io.trefoil.sql.engine.execute.change;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.algebra.ConflictAction;
import io.trefoil.sql.engine.algebra.TableChange;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.TableChanges;
import io.trefoil.sql.engine.execute.expression.ExpressionCompiler;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Makes the table writers of one plan, following foreign keys from table to table as far as actions go. */
public final class TableWriters {
    private final CatalogSnapshot catalog;
    private final TableChanges changes;
    private final ExpressionCompiler expressions;
    private final IntSupplier newCell;
    private final Map<Integer, TableWriter> followed = new HashMap<>();

    /** @param newCell gives out state cells of the context */
    public TableWriters(
            CatalogSnapshot catalog, TableChanges changes, ExpressionCompiler expressions, IntSupplier newCell) {
        this.catalog = catalog;
        this.changes = changes;
        this.expressions = expressions;
        this.newCell = newCell;
    }

    /** A writer that adds rows. */
    public TableWriter forInsert(TableChange change) {
        return writer(change, ownKeys(change.table()), List.of());
    }

    /** A writer that changes these columns of rows: foreign keys that do not look at them are left out. */
    public TableWriter forUpdate(TableChange change, List<ConflictAction.Assignment> assignments) {
        BitSet assigned = Assignments.positions(assignments);
        boolean referable = change.indexes().stream()
                .map(TableChange.IndexTarget::index)
                .filter(Index::unique)
                .anyMatch(index ->
                        index.keys().stream().anyMatch(key -> key.column() > 0 && assigned.get(key.column() - 1)));
        boolean primary = change.table().primaryKey().stream().anyMatch(number -> assigned.get(number - 1));
        List<ReferenceCheck> own = ownKeys(change.table());
        return writer(change, own, referable || primary ? keysPointingAt(change.table()) : List.of());
    }

    /** A writer that removes rows. */
    public TableWriter forDelete(TableChange change) {
        return writer(change, List.of(), keysPointingAt(change.table()));
    }

    /** A writer that adds, changes and removes rows. */
    public TableWriter forAll(TableChange change) {
        return writer(change, ownKeys(change.table()), keysPointingAt(change.table()));
    }

    private TableWriter writer(TableChange change, List<ReferenceCheck> own, List<ReferenceAction> pointing) {
        return new TableWriter(change, new ForeignKeys(own, pointing), expressions, newCell);
    }

    private List<ReferenceCheck> ownKeys(Table table) {
        List<ReferenceCheck> found = new ArrayList<>();
        for (Constraint constraint : table.constraints()) {
            if (constraint instanceof Constraint.ForeignKey key) {
                found.add(check(table, key));
            }
        }
        return found;
    }

    /** The check of a foreign key that a table has. */
    ReferenceCheck check(Table table, Constraint.ForeignKey key) {
        Table referenced = referenced(table, key);
        return new ReferenceCheck(
                table, referenced, key, KeyLookup.ofReferenced(referenced, key, catalog), newCell.getAsInt());
    }

    private Table referenced(Table table, Constraint.ForeignKey key) {
        // a table that points at itself is taken as the statement sees it
        return key.referencedTableOid() == table.oid()
                ? table
                : catalog.table(key.referencedTableOid())
                        .orElseThrow(
                                () -> new IllegalStateException("foreign key " + key.name() + " points at no table"));
    }

    /** What a foreign key asks of the table it points at. */
    ReferenceAction action(Table table, Constraint.ForeignKey key) {
        return action(referenced(table, key), table, key);
    }

    private List<ReferenceAction> keysPointingAt(Table table) {
        return catalog.references(table.oid()).stream()
                .map(reference -> action(table, reference.table(), reference.key()))
                .toList();
    }

    private ReferenceAction action(Table table, Table referencing, Constraint.ForeignKey key) {
        Supplier<TableWriter> writer = () -> follow(referencing);
        Supplier<Evaluator[]> defaults = () -> expressions.compile(key.columns().stream()
                .map(number -> changes.defaultValue(referencing, referencing.column(number)))
                .toList());
        return new ReferenceAction(
                table,
                referencing,
                key,
                KeyLookup.ofReferenced(table, key, catalog),
                KeyLookup.ofReferencing(referencing, key, catalog),
                writer,
                defaults,
                newCell.getAsInt());
    }

    /** Called while a plan runs, by any session that shares it. */
    private synchronized TableWriter follow(Table table) {
        TableWriter known = followed.get(table.oid());
        if (known == null) {
            known = forAll(changes.of(table));
            followed.put(table.oid(), known);
        }
        return known;
    }
}
