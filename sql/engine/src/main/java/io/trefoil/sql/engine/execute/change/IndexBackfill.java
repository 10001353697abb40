package io.trefoil.sql.engine.execute.change;

import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.records.index.IndexFormat;
import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.LockMode;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.storage.ScanRequest;
import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.storage.StorageStatement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the entries of an index for rows that are there, while others write to the table and keep the index up themselves.
 * Each row is locked against change ({@link LockMode#SHARE}) from before it is read until its entry is committed, so that
 * entry and row agree whoever comes first. A batch waits for nobody, for whoever waits with locks in hand can be part of a
 * deadlock: rows that are busy are left for {@link #row}, one in a transaction.
 */
public final class IndexBackfill {
    private final TableWriter writer;
    private final IndexWriter index;

    IndexBackfill(TableWriter writer) {
        this.writer = writer;
        this.index = writer.indexes()[0];
    }

    /**
     * Goes over some rows.
     *
     * @param from the key to begin at
     * @param busy gets the keys of rows that were left out
     * @return where the next batch begins, or null at the end of the table
     */
    public byte @Nullable [] batch(byte[] from, int rowsMax, List<byte[]> busy, ExecutionContext context) {
        StorageStatement statement = context.statement();
        int space = writer.format().space();
        List<byte[]> keys = new ArrayList<>();
        byte[] next = null;
        try (KeyCursor cursor =
                statement.scan(ScanRequest.of(new KeyRange(space, from, null)).with(Access.UNTRACKED))) {
            while (keys.size() < rowsMax && cursor.next()) {
                keys.add(cursor.key());
            }
        }
        if (keys.size() == rowsMax) {
            next = KeyRange.successor(keys.get(keys.size() - 1));
        }
        List<byte[]> locked = new ArrayList<>();
        for (byte[] key : keys) {
            context.rowPassed();
            (statement.lock(space, key, LockMode.SHARE, LockWait.SKIP) ? locked : busy).add(key);
        }
        byte[][] rowKeys = locked.toArray(byte[][]::new);
        byte[] @Nullable [] values = new byte[rowKeys.length] @Nullable [];
        statement.multiGet(space, rowKeys, values, rowKeys.length, Access.UNTRACKED);
        for (int i = 0; i < rowKeys.length; i++) {
            byte[] value = values[i];
            if (value == null) {
                continue;
            }
            try {
                write(rowKeys[i], value, LockWait.NOWAIT, context);
            } catch (StorageException.LockNotAvailable taken) {
                busy.add(rowKeys[i]);
            }
        }
        return next;
    }

    /** Makes the entry of one row, if it is still there, waiting for those who are writing to it. */
    public void row(byte[] key, ExecutionContext context) {
        int space = writer.format().space();
        context.statement().lock(space, key, LockMode.SHARE, LockWait.BLOCK);
        byte[] value = context.statement().get(space, key, Access.UNTRACKED);
        if (value != null) {
            write(key, value, LockWait.BLOCK, context);
        }
    }

    private void write(byte[] key, byte[] value, LockWait wait, ExecutionContext context) {
        IndexWriter.Entry entry = index.entry(writer.decode(key, value), key, context);
        if (entry == null) {
            return;
        }
        int space = index.index().spaceId();
        if (!entry.unique()) {
            context.statement().put(space, entry.key(), entry.value());
            return;
        }
        byte[] existing = context.statement().insert(space, entry.key(), entry.value(), wait);
        if (existing != null && !Arrays.equals(IndexFormat.rowKeyOfUniqueEntry(existing), key)) {
            throw index.exists(entry.value(), true, writer, context);
        }
    }
}
