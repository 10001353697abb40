package io.trefoil.sql.engine.execute.change;

import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.execute.DeferredChecks;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowList;
import io.trefoil.sql.engine.execute.spill.RowStore;
import io.trefoil.sql.storage.Access;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One foreign key seen from the table that has it: every new row must point at a row. Checked at the end of the statement,
 * under a lock that keeps the row it points at from vanishing until the transaction ends.
 */
final class ReferenceCheck {
    private final Table table;
    private final Table referenced;
    private final Constraint.ForeignKey key;
    private final KeyLookup lookup;
    private final int[] sources;
    private final SqlType[] types;
    private final BitSet positions = new BitSet();
    private final int cell;
    private final StatementQueue.Work atStatementEnd = StatementQueue.each(this::check);

    /** @param cell of the context, where the keys to be checked are kept */
    ReferenceCheck(Table table, Table referenced, Constraint.ForeignKey key, KeyLookup lookup, int cell) {
        this.table = table;
        this.referenced = referenced;
        this.key = key;
        this.lookup = lookup;
        this.sources = key.columns().stream().mapToInt(number -> number - 1).toArray();
        this.types = key.columns().stream()
                .map(number -> table.column(number).type())
                .toArray(SqlType[]::new);
        this.cell = cell;
        for (int source : sources) {
            positions.set(source);
        }
    }

    /** The positions of the row that the foreign key is made of. */
    BitSet positions() {
        return positions;
    }

    void updated(@Nullable Object[] oldRow, @Nullable Object[] newRow, ExecutionContext context) {
        for (int i = 0; i < sources.length; i++) {
            Object a = oldRow[sources[i]];
            Object b = newRow[sources[i]];
            if (a == null || b == null ? a != b : !types[i].equal(a, b)) {
                inserted(newRow, context);
                return;
            }
        }
    }

    void inserted(@Nullable Object[] row, ExecutionContext context) {
        @Nullable Object[] values = new @Nullable Object[sources.length];
        int nulls = 0;
        for (int i = 0; i < sources.length; i++) {
            values[i] = row[sources[i]];
            nulls += values[i] == null ? 1 : 0;
        }
        if (nulls == values.length || nulls > 0 && key.match() != 'f') {
            return;
        }
        if (key.deferrable() && context.deferred().defers(key.oid(), key.initiallyDeferred())) {
            context.deferred()
                    .add(
                            new DeferredChecks.Subject(
                                    table.oid(), key.oid(), DeferredChecks.Side.REFERENCING, table.oid()),
                            values,
                            () -> new RowStore(context.resources()));
        } else {
            StatementQueue.of(cell, context, atStatementEnd).add(values);
        }
    }

    private void check(@Nullable Object[] values, ExecutionContext context) {
        if (!holds(values, context)) {
            throw violation(values, context);
        }
    }

    /** Keys that were put off, from a position on: those that no row has any more do not count. */
    void checkAll(RowList keys, long from, ExecutionContext context) {
        KeyLookup rows = KeyLookup.ofReferencing(table, key, context.catalog());
        for (long i = from; i < keys.size(); i++) {
            context.rowPassed();
            @Nullable Object[] values = keys.get(i);
            if (!holds(values, context) && rows.existsIdentical(values, context)) {
                throw violation(values, context);
            }
        }
    }

    private boolean holds(@Nullable Object[] values, ExecutionContext context) {
        @Nullable Object[] wanted = new @Nullable Object[values.length];
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            wanted[i] = value == null ? null : KeyConversion.convert(value, types[i], lookup.types()[i]);
            if (wanted[i] == null) {
                return false;
            }
        }
        return lookup.exists(wanted, Access.REFERENCE_CHECK, context);
    }

    private SqlStateException violation(@Nullable Object[] values, ExecutionContext context) {
        SnapshotAge.requireFresh(context);
        if (Arrays.asList(values).contains(null)) {
            return violation(context).withDetail("MATCH FULL does not allow mixing of null and nonnull key values.");
        }
        var description = new ConstraintErrors.KeyDescription(columnNames(), List.of(types));
        return violation(context)
                .withDetail("Key " + description.of(values, context) + " is not present in table \"" + referenced.name()
                        + "\".");
    }

    private List<String> columnNames() {
        return key.columns().stream().map(number -> table.column(number).name()).toList();
    }

    private SqlStateException violation(ExecutionContext context) {
        return ConstraintErrors.of(
                        SqlState.FOREIGN_KEY_VIOLATION,
                        "insert or update on table \"" + table.name() + "\" violates foreign key constraint \""
                                + key.name() + "\"",
                        table,
                        context)
                .withConstraint(key.name());
    }
}
