package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.Isolation;
import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.PreparedTransaction;
import io.trefoil.sql.storage.Spaces;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The transactions that have promised to commit, and what the sequencer refuses for their sake.
 *
 * <p>The place of a prepared transaction in the serial order is its commit, which must not fail. So from its preparation on,
 * nobody who is SERIALIZABLE may write what it has read, and of two that are to be prepared none may have read what the
 * other is going to write. Its own writes need no rule: their keys are locked.
 */
final class PreparedTransactions {
    private final CoreStore store;
    private final ConcurrentHashMap<String, CorePrepared> byName = new ConcurrentHashMap<>();
    /** Those whose preparation was given a version, until their end is visible; sequencer only. */
    private final List<CorePrepared> joined = new ArrayList<>();
    /** How many are being committed or rolled back now: the engine must not be closed under them. */
    private final AtomicInteger ending = new AtomicInteger();

    /** For tests that the checkers notice: a fault planted on purpose. */
    private volatile boolean protectionOff;

    PreparedTransactions(CoreStore store) {
        this.store = store;
    }

    /** Takes the name; false if another has it. */
    boolean reserve(CorePrepared prepared) {
        return byName.putIfAbsent(prepared.name(), prepared) == null;
    }

    /** It has ended, or was never prepared. */
    void forget(CorePrepared prepared) {
        byName.remove(prepared.name(), prepared);
    }

    void endBegins() {
        ending.incrementAndGet();
    }

    void endIsOver() {
        ending.decrementAndGet();
    }

    boolean anyEnds() {
        return ending.get() > 0;
    }

    List<PreparedTransaction> list() {
        return byName.values().stream()
                .filter(CorePrepared::isPrepared)
                .sorted(Comparator.comparingLong(CorePrepared::id))
                .<PreparedTransaction>map(prepared -> prepared)
                .toList();
    }

    /** Sequencer: whether a commit leaves alone what was read by those who are prepared. */
    boolean admits(CoreTransaction transaction, CommitRecord writes) {
        if (!joined.isEmpty() && transaction.isolation() == Isolation.SERIALIZABLE) {
            for (CorePrepared other : joined) {
                if (other.hasRead(writes) && !protectionOff) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Plants a fault: others change what a prepared transaction has read. */
    void turnProtectionOff() {
        protectionOff = true;
    }

    /** Sequencer: whether a transaction can be prepared beside the others; if so, it is one of them. */
    boolean join(CorePrepared prepared) {
        for (CorePrepared other : joined) {
            boolean changed = prepared.isSerializable() && other.hasRead(prepared.locked());
            if (changed || prepared.hasReadOf(other)) {
                return false;
            }
        }
        joined.add(prepared);
        return true;
    }

    /** Sequencer. */
    void leave(CorePrepared prepared) {
        joined.remove(prepared);
    }

    /**
     * When the store is opened, before anybody is let in: takes the locks of all that are on record.
     *
     * @return the greatest number of a transaction among them, 0 without any
     */
    long restore() {
        View view = store.snapshots().acquireNewest();
        long greatest = 0;
        try (KeyCursor cursor =
                view.snap().engine().cursor(KeyRange.prefix(Spaces.STORE, StoreKeys.preparedPrefix()), false, 0)) {
            boolean more = cursor.next();
            while (more) {
                long id = StoreKeys.preparedId(cursor.key());
                greatest = Math.max(greatest, id);
                CorePrepared prepared;
                try (ChunkInput head =
                        new ChunkInput(view.snap().engine(), StoreKeys.preparedPrefix(id, PreparedFormat.HEAD))) {
                    prepared = PreparedFormat.readHead(store, id, head);
                }
                joined.add(prepared);
                reserve(prepared);
                while (more && StoreKeys.preparedId(cursor.key()) == id) {
                    more = cursor.next();
                }
            }
        } finally {
            view.snap().release();
        }
        return greatest;
    }
}
