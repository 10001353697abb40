package io.trefoil.sql.engine.execute.change;

import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.execute.DeferredChecks;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowList;
import io.trefoil.sql.engine.execute.row.Rows;
import io.trefoil.sql.engine.execute.spill.RowStore;
import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.LockMode;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One foreign key seen from the table it points at: what becomes of the rows that point at a row which was deleted or got
 * another key. Done at the end of the statement (PostgreSQL docs, CREATE TABLE, REFERENCES).
 */
final class ReferenceAction {
    private static final char NO_ACTION = 'a';
    private static final Access KEEP = new Access(Access.Reading.LATEST, LockMode.KEY_SHARE, LockWait.BLOCK);
    private static final Access CHANGE = new Access(Access.Reading.LATEST, LockMode.UPDATE, LockWait.BLOCK);

    private final Table table;
    private final Table referencing;
    private final Constraint.ForeignKey key;
    private final KeyLookup referencedRows;
    private final KeyLookup referencingRows;
    private final Supplier<TableWriter> writer;
    /** Defaults of the foreign key's columns, made when SET DEFAULT needs them. */
    private final Supplier<Evaluator[]> defaults;

    private final int[] sources;
    private final SqlType[] types;
    private final BitSet positions = new BitSet();
    private final int cell;
    private final StatementQueue.Work atStatementEnd = StatementQueue.each(this::act);

    /**
     * @param writer writes rows that point here; asked for when an action needs it, as tables may point at each other
     * @param cell of the context, where changed keys are kept
     */
    ReferenceAction(
            Table table,
            Table referencing,
            Constraint.ForeignKey key,
            KeyLookup referencedRows,
            KeyLookup referencingRows,
            Supplier<TableWriter> writer,
            Supplier<Evaluator[]> defaults,
            int cell) {
        this.table = table;
        this.referencing = referencing;
        this.key = key;
        this.referencedRows = referencedRows;
        this.referencingRows = referencingRows;
        this.writer = writer;
        this.defaults = defaults;
        this.sources =
                key.referencedColumns().stream().mapToInt(number -> number - 1).toArray();
        this.types = key.referencedColumns().stream()
                .map(number -> table.column(number).type())
                .toArray(SqlType[]::new);
        this.cell = cell;
        for (int source : sources) {
            positions.set(source);
        }
    }

    /** The positions of the row that the foreign key points at. */
    BitSet positions() {
        return positions;
    }

    void deleted(@Nullable Object[] row, ExecutionContext context) {
        changed(row, null, context);
    }

    void updated(@Nullable Object[] oldRow, @Nullable Object[] newRow, ExecutionContext context) {
        for (int i = 0; i < sources.length; i++) {
            Object a = oldRow[sources[i]];
            Object b = newRow[sources[i]];
            if (a == null || b == null ? a != b : !types[i].equal(a, b)) {
                changed(oldRow, newRow, context);
                return;
            }
        }
    }

    /** Remembers the old key, then the new key or nothing. */
    private void changed(@Nullable Object[] oldRow, @Nullable Object @Nullable [] newRow, ExecutionContext context) {
        int count = sources.length;
        @Nullable Object[] keys = new @Nullable Object[newRow == null ? count : 2 * count];
        for (int i = 0; i < count; i++) {
            keys[i] = oldRow[sources[i]];
            if (keys[i] == null) {
                return;
            }
            if (newRow != null) {
                keys[count + i] = newRow[sources[i]];
            }
        }
        char action = newRow == null ? key.onDelete() : key.onUpdate();
        if (action == NO_ACTION && key.deferrable() && context.deferred().defers(key.oid(), key.initiallyDeferred())) {
            context.deferred()
                    .add(
                            new DeferredChecks.Subject(
                                    referencing.oid(), key.oid(), DeferredChecks.Side.REFERENCED, table.oid()),
                            Arrays.copyOf(keys, count),
                            () -> new RowStore(context.resources()));
        } else {
            StatementQueue.of(cell, context, atStatementEnd).add(keys);
        }
    }

    /** Keys that were put off, from a position on: nothing may point at those that are still away. */
    void checkAll(RowList keys, long from, ExecutionContext context) {
        for (long i = from; i < keys.size(); i++) {
            context.rowPassed();
            @Nullable Object[] oldKey = keys.get(i);
            @Nullable Object[] wanted = converted(oldKey);
            if (wanted != null) {
                refuseUnlessBack(oldKey, wanted, context);
            }
        }
    }

    private void act(@Nullable Object[] keys, ExecutionContext context) {
        boolean deleted = keys.length == sources.length;
        @Nullable Object[] oldKey = Arrays.copyOf(keys, sources.length);
        @Nullable Object[] wanted = converted(oldKey);
        if (wanted == null) {
            return;
        }
        switch (deleted ? key.onDelete() : key.onUpdate()) {
            case 'c' -> {
                if (deleted) {
                    deleteAll(wanted, context);
                } else {
                    @Nullable Object[] newKey = converted(Arrays.copyOfRange(keys, sources.length, keys.length));
                    updateAll(
                            wanted,
                            newKey == null ? new @Nullable Object[sources.length] : newKey,
                            key.columns(),
                            context);
                }
            }
            case 'n' -> updateAll(wanted, new @Nullable Object[sources.length], changing(deleted), context);
            case 'd' -> {
                updateAll(wanted, Rows.evaluate(defaults.get(), Rows.EMPTY, context), changing(deleted), context);
                // the default may be the key that is gone: then nothing changed, and nothing would look at it
                refuseUnlessBack(oldKey, wanted, context);
            }
            case 'r' -> refuse(oldKey, wanted, context);
            default -> refuseUnlessBack(oldKey, wanted, context);
        }
    }

    /** The columns that SET NULL and SET DEFAULT set: ON DELETE may name them. */
    private List<Integer> changing(boolean deleted) {
        return deleted && !key.deleteColumns().isEmpty() ? key.deleteColumns() : key.columns();
    }

    /** A key in the types of the table that points here; null when nothing there can be equal. */
    private @Nullable Object @Nullable [] converted(@Nullable Object[] values) {
        @Nullable Object[] result = new @Nullable Object[values.length];
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            result[i] = value == null
                    ? null
                    : KeyConversion.convert(value, types[i], referencingRows.types()[i]);
            if (result[i] == null) {
                return null;
            }
        }
        return result;
    }

    /** NO ACTION: a row with the key that went may be there again. */
    private void refuseUnlessBack(@Nullable Object[] oldKey, @Nullable Object[] wanted, ExecutionContext context) {
        if (!referencedRows.exists(oldKey, Access.LATEST, context)) {
            refuse(oldKey, wanted, context);
        }
    }

    /** Rows that others are about to take away are waited for. */
    private void refuse(@Nullable Object[] oldKey, @Nullable Object[] wanted, ExecutionContext context) {
        for (List<byte[]> found = referencingRows.find(wanted, 1, context);
                !found.isEmpty();
                found = referencingRows.find(wanted, 1, context)) {
            if (lock(found.get(0), wanted, KEEP, context) != null) {
                SnapshotAge.requireFresh(context);
                throw violation(oldKey, context);
            }
        }
    }

    private SqlStateException violation(@Nullable Object[] oldKey, ExecutionContext context) {
        var description = new ConstraintErrors.KeyDescription(
                key.referencedColumns().stream()
                        .map(number -> table.column(number).name())
                        .toList(),
                List.of(types));
        return ConstraintErrors.of(
                        SqlState.FOREIGN_KEY_VIOLATION,
                        "update or delete on table \"" + table.name() + "\" violates foreign key constraint \""
                                + key.name() + "\" on table \"" + referencing.name() + "\"",
                        referencing,
                        context)
                .withDetail("Key " + description.of(oldKey, context) + " is still referenced from table \""
                        + referencing.name() + "\".")
                .withConstraint(key.name());
    }

    /** What is done with a row that points here. */
    private interface RowAction {
        void act(byte[] rowKey, @Nullable Object[] row);
    }

    /**
     * Locks every row with the key, in its newest state. One that is gone by the time of its lock may have been moved under
     * another key, so the rows are looked for again then.
     */
    private void forEachReferencing(@Nullable Object[] wanted, ExecutionContext context, RowAction action) {
        boolean missed;
        do {
            missed = false;
            for (byte[] rowKey : referencingRows.find(wanted, Integer.MAX_VALUE, context)) {
                @Nullable Object[] row = lock(rowKey, wanted, CHANGE, context);
                if (row == null) {
                    missed = true;
                } else {
                    action.act(rowKey, row);
                }
            }
        } while (missed);
    }

    private void deleteAll(@Nullable Object[] wanted, ExecutionContext context) {
        TableWriter target = writer.get();
        forEachReferencing(wanted, context, (rowKey, row) -> target.delete(rowKey, row, context));
    }

    /** @param changing the columns that get their new value; the others stay as they are */
    private void updateAll(
            @Nullable Object[] wanted, @Nullable Object[] values, List<Integer> changing, ExecutionContext context) {
        TableWriter target = writer.get();
        BitSet assigned = new BitSet();
        changing.forEach(number -> assigned.set(number - 1));
        TableWriter.UpdateScope scope = target.scope(assigned);
        forEachReferencing(wanted, context, (rowKey, row) -> {
            @Nullable Object[] changed = row.clone();
            for (int i = 0; i < values.length; i++) {
                int number = key.columns().get(i);
                if (changing.contains(number)) {
                    changed[number - 1] = values[i];
                }
            }
            target.check(changed, context);
            target.update(rowKey, row, changed, scope, context);
        });
    }

    /** The newest state of a row, locked; null when it does not point here any more. */
    private @Nullable Object @Nullable [] lock(
            byte[] rowKey, @Nullable Object[] wanted, Access access, ExecutionContext context) {
        byte[] value = context.statement().get(referencing.spaceId(), rowKey, access);
        @Nullable Object[] row = value == null ? null : referencingRows.row(rowKey, value);
        return row != null && referencingRows.matches(row, wanted) ? row : null;
    }
}
