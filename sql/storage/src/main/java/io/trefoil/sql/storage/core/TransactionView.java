package io.trefoil.sql.storage.core;

import org.jspecify.annotations.Nullable;

/**
 * The snapshot that a transaction reads at, and how it is replaced. Owner's thread, except where others look at how much of
 * the commit log it keeps.
 */
final class TransactionView {
    private final CoreStore store;
    private final boolean readOnly;
    /** Null before the first statement, and always at READ COMMITTED: its statements have their own. */
    private volatile @Nullable View view;

    private long takenNanos;
    /** When the first statement began, 0 before. */
    private long sinceNanos;
    /** READ COMMITTED: the version of the newest view of a statement. */
    private long lastSeen;

    TransactionView(CoreStore store, boolean readOnly) {
        this.store = store;
        this.readOnly = readOnly;
    }

    @Nullable
    View find() {
        return view;
    }

    View get() {
        View current = view;
        if (current == null) {
            throw new IllegalStateException("no statement has begun");
        }
        return current;
    }

    long sinceNanos() {
        return sinceNanos;
    }

    /** The version of the newest view that a statement had. */
    long lastSeen() {
        View current = view;
        return current != null ? current.version() : lastSeen;
    }

    /** Takes the newest state; a reader the newest durable one, if that is not older than {@code notBefore}. */
    void take(long notBefore) {
        moveTo(acquire(notBefore));
    }

    /** READ COMMITTED: the newest view, for one statement, which has to release it. */
    View takeForStatement(long notBefore) {
        View newest = acquire(notBefore);
        lastSeen = newest.version();
        if (sinceNanos == 0) {
            sinceNanos = store.interleaving().nanoTime();
        }
        return readOnly ? newest.withoutPosition() : newest.copy();
    }

    /** Takes over the reference that comes with {@code to}. */
    void moveTo(View to) {
        drop();
        view = readOnly ? to.withoutPosition() : to.copy();
        takenNanos = store.interleaving().nanoTime();
        if (sinceNanos == 0) {
            sinceNanos = takenNanos;
        }
    }

    void drop() {
        View old = view;
        if (old != null) {
            view = null;
            old.snap().release();
        }
    }

    /** Whether there is something newer and the last look for it is so long ago; answers yes once. */
    boolean isOlderThan(long nanos) {
        if (get().version() >= store.log().published().version()
                || store.interleaving().nanoTime() - takenNanos <= nanos) {
            return false;
        }
        takenNanos = store.interleaving().nanoTime();
        return true;
    }

    private View acquire(long notBefore) {
        Snapshots snapshots = store.snapshots();
        return readOnly && snapshots.durableVersion() >= notBefore
                ? snapshots.acquireDurable()
                : snapshots.acquireNewest();
    }
}
