package io.trefoil.sql.engine.execute.change;

import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.execute.DeferredChecks;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowList;
import io.trefoil.sql.engine.execute.spill.RowStore;
import io.trefoil.sql.engine.execute.table.IndexFormats;
import io.trefoil.sql.engine.execute.table.TableFormat;
import io.trefoil.sql.records.key.KeyFormat;
import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.LockMode;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.storage.ScanRequest;
import io.trefoil.sql.types.SqlType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A deferrable UNIQUE or PRIMARY KEY: its index takes equal keys for a while, and each new key is looked at when the
 * statement or the transaction ends. Immutable.
 *
 * <p>Two transactions that bring the same key meet at a lock on the key columns alone, which is no entry's key: whoever
 * comes second looks when the first has ended. Rows that another transaction is about to remove are waited for.
 */
final class UniqueCheck {
    /** So many keys are sorted and looked for in one walk. */
    private static final int BATCH = 4096;

    private static final Access NEWEST_KEPT = new Access(Access.Reading.LATEST, LockMode.KEY_SHARE, LockWait.BLOCK);

    private final Table table;
    private final Constraint.Key key;
    private final Index index;
    private final KeyFormat format;
    private final ConstraintErrors.KeyDescription description;
    private final int cell;

    private UniqueCheck(Table table, Constraint.Key key, Index index, int cell) {
        this.table = table;
        this.key = key;
        this.index = index;
        this.format = IndexFormats.keys(table, index);
        this.cell = cell;
        List<String> names = new ArrayList<>();
        List<SqlType> types = new ArrayList<>();
        for (int number : key.columns()) {
            names.add(table.column(number).name());
            types.add(table.column(number).type());
        }
        this.description = new ConstraintErrors.KeyDescription(names, types);
    }

    /**
     * The check of an index, or null when there is none to be made.
     *
     * @param newCell gives out a cell of the context, where keys to be looked at by the end of the statement are kept
     */
    static @Nullable UniqueCheck of(Table table, Index index, IntSupplier newCell) {
        for (Constraint constraint : table.constraints()) {
            if (constraint instanceof Constraint.Key key && key.indexOid() == index.oid() && key.deferrable()) {
                return new UniqueCheck(table, key, index, newCell.getAsInt());
            }
        }
        return null;
    }

    /** A row with this key was written. */
    void written(@Nullable Object[] values, ExecutionContext context) {
        if (!index.nullsNotDistinct() && Arrays.asList(values).contains(null)) {
            return;
        }
        if (context.deferred().defers(key.oid(), key.initiallyDeferred())) {
            context.deferred()
                    .add(
                            new DeferredChecks.Subject(table.oid(), key.oid(), DeferredChecks.Side.KEY, table.oid()),
                            values,
                            () -> new RowStore(context.resources()));
        } else {
            StatementQueue.of(cell, context, this::checkAll).add(values);
        }
    }

    /** 23505 when more than one row has one of the keys from a position on. */
    void checkAll(RowList keys, long from, ExecutionContext context) {
        for (long start = from; start < keys.size(); start += BATCH) {
            SortedMap<byte[], @Nullable Object[]> batch = new TreeMap<>(Arrays::compareUnsigned);
            for (long i = start; i < Math.min(start + BATCH, keys.size()); i++) {
                context.rowPassed();
                @Nullable Object[] values = keys.get(i);
                batch.put(format.encode(values), values);
            }
            checkSorted(batch, context);
        }
    }

    /** All keys are locked before any entry is read: what comes to be there later has waited. */
    private void checkSorted(SortedMap<byte[], @Nullable Object[]> batch, ExecutionContext context) {
        for (byte[] prefix : batch.keySet()) {
            context.statement().lock(index.spaceId(), prefix, LockMode.UPDATE, LockWait.BLOCK);
        }
        List<byte[]> suspects = new ArrayList<>();
        try (PrefixWalk walk = new PrefixWalk(index.spaceId(), context)) {
            for (byte[] prefix : batch.keySet()) {
                context.rowPassed();
                if (walk.hasSeveral(prefix)) {
                    suspects.add(prefix);
                }
            }
        }
        for (byte[] prefix : suspects) {
            if (remaining(prefix, context) > 1) {
                SnapshotAge.requireFresh(context);
                throw ConstraintErrors.unique(
                        table, key.name(), description, Objects.requireNonNull(batch.get(prefix)), context);
            }
        }
    }

    /** How many entries are left when all who are about to remove one have ended. */
    private long remaining(byte[] prefix, ExecutionContext context) {
        List<byte[]> entries = new ArrayList<>();
        ScanRequest request =
                ScanRequest.of(KeyRange.prefix(index.spaceId(), prefix)).with(Access.LATEST);
        try (KeyCursor cursor = context.statement().scan(request)) {
            while (cursor.next()) {
                entries.add(cursor.key());
            }
        }
        return entries.stream()
                .filter(entry -> context.statement().get(index.spaceId(), entry, NEWEST_KEPT) != null)
                .count();
    }

    /** 23505 {@code could not create unique index} when two entries of the whole index have the same key. */
    void requireDistinct(ExecutionContext context) {
        ScanRequest request = ScanRequest.of(KeyRange.all(index.spaceId())).with(Access.LATEST);
        byte[] last = null;
        try (KeyCursor cursor = context.statement().scan(request)) {
            while (cursor.next()) {
                context.rowPassed();
                int size = format.sizeOf(cursor.keyArray(), cursor.keyOffset(), cursor.keyLength());
                byte[] prefix = Arrays.copyOfRange(cursor.keyArray(), cursor.keyOffset(), cursor.keyOffset() + size);
                if (Arrays.equals(prefix, last)) {
                    byte[] entry = cursor.key();
                    @Nullable Object[] values = values(Arrays.copyOfRange(entry, size, entry.length), context);
                    if (index.nullsNotDistinct() || !Arrays.asList(values).contains(null)) {
                        throw ConstraintErrors.duplicated(table, key.name(), description, values, context);
                    }
                }
                last = prefix;
            }
        }
    }

    /** The key's columns of a row. */
    private @Nullable Object[] values(byte[] rowKey, ExecutionContext context) {
        TableFormat rows = new TableFormat(table);
        @Nullable Object[] values = new @Nullable Object[key.columns().size()];
        byte[] row = context.statement().get(rows.space(), rowKey, Access.LATEST);
        if (row != null) {
            rows.decoder(key.columns()).decode(rowKey, row, values);
        }
        return values;
    }
}
