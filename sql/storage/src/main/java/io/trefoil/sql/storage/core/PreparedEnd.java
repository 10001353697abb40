package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.SideEntry;
import io.trefoil.sql.storage.Spaces;
import io.trefoil.sql.storage.engine.EngineWrites;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The end of one prepared transaction: its record goes, and if it commits its writes come, in one batch. Nothing is checked
 * any more.
 */
final class PreparedEnd implements BatchOwner {
    private final CoreStore store;
    private final CorePrepared prepared;
    private final boolean commit;
    private final @Nullable SideEntry beside;
    private final WrittenKeys keys;
    /** What the store itself does in the batch, in order; sorted writes have to be merged with it. */
    private final ArrayDeque<Own> own = new ArrayDeque<>();

    private int spaceUnderWay = Spaces.ADVISORY;
    private boolean published;

    /** A value of null removes the key. */
    private record Own(int space, byte[] key, byte @Nullable [] value) {
        // Written out, because javac does not put the annotation of an array component on an implicit constructor.
        @SuppressWarnings("RedundantRecordConstructor")
        Own(int space, byte[] key, byte @Nullable [] value) {
            this.space = space;
            this.key = key;
            this.value = value;
        }

        boolean isBefore(int otherSpace, byte[] otherKey) {
            int order = Integer.compareUnsigned(space, otherSpace);
            return order < 0 || order == 0 && Arrays.compareUnsigned(key, otherKey) < 0;
        }
    }

    PreparedEnd(CoreStore store, CorePrepared prepared, boolean commit, @Nullable SideEntry beside) {
        this.store = store;
        this.prepared = prepared;
        this.commit = commit;
        keys = new WrittenKeys(store.keysBeforeSpan());
        this.beside = beside;
    }

    private void removeRecord() {
        Snap snap = store.snapshots().acquireNewest().snap();
        KeyRange record = KeyRange.prefix(Spaces.STORE, StoreKeys.preparedPrefix(prepared.id()));
        try (KeyCursor cursor = snap.engine().cursor(record, false, 0)) {
            while (cursor.next()) {
                own.add(new Own(Spaces.STORE, cursor.key(), null));
            }
        } finally {
            snap.release();
        }
    }

    /** @return its version */
    long run() {
        store.failure().check();
        removeRecord();
        SideEntry entry = beside;
        if (entry != null) {
            own.add(new Own(entry.space(), entry.key(), entry.value()));
        }
        PendingCommit batch;
        try (EngineWrites writes = encode()) {
            CommitRecord record = keys.record();
            batch = new PendingCommit(
                    store.interleaving(),
                    this,
                    writes,
                    record,
                    record,
                    store.engine().durable());
            store.groups().commit(batch);
        }
        if (commit) {
            store.counts().commits.increment();
        } else {
            store.counts().rollbacks.increment();
        }
        store.refreshRows(keys, batch.version);
        store.committed(keys.dropsSpaces(), true);
        return batch.version;
    }

    /** Whether the transaction has ended, be it safe or not. */
    boolean isPublished() {
        return published;
    }

    @Override
    public boolean joins(PendingCommit batch) {
        return true;
    }

    @Override
    public void published() {
        published = true;
        store.preparedTransactions().leave(prepared);
        prepared.releaseLocks();
    }

    private EngineWrites encode() {
        boolean sorted = commit && prepared.isSorted();
        EngineWrites writes =
                sorted ? store.engine().newSortedWrites() : store.engine().newWrites();
        try {
            if (commit) {
                prepared.readWrites((space, key, value) -> write(space, key, value, writes));
            }
            while (!own.isEmpty()) {
                put(own.remove(), writes);
            }
            keys.endSpace();
            writes.finish();
            return writes;
        } catch (Throwable e) {
            writes.close();
            throw e;
        }
    }

    private void write(int space, byte[] key, byte @Nullable [] value, EngineWrites writes) {
        for (Own next = own.peek(); next != null && next.isBefore(space, key); next = own.peek()) {
            put(own.remove(), writes);
        }
        if (space != spaceUnderWay) {
            keys.beginSpace(space);
            spaceUnderWay = space;
        }
        keys.add(key, value);
        put(new Own(space, key, value), writes);
    }

    private static void put(Own entry, EngineWrites writes) {
        byte[] value = entry.value;
        if (value == null) {
            writes.delete(entry.space, entry.key);
        } else {
            writes.put(entry.space, entry.key, value);
        }
    }
}
