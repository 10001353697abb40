package io.trefoil.sql.engine.session;

import io.trefoil.sql.storage.LockSession;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.storage.TransactionOptions;
import io.trefoil.sql.storage.TransactionalStore;
import org.jspecify.annotations.Nullable;

/**
 * The session's transaction of the store: none, an open one, or one that has kept its locks and waits for the first statement
 * of the next attempt.
 */
final class TransactionSlot {
    private final TransactionalStore store;
    private final String label;
    private final LockSession session;
    private @Nullable StorageTransaction open;
    /** Never beside an open one. */
    private @Nullable StorageTransaction waiting;
    /** The newest commit that was told before it was safe: later transactions of the session see it. */
    private long lastAsyncCommit;

    /**
     * @param label names the session in the store's views
     * @param session owns the session's advisory locks, which its transactions never wait for
     */
    TransactionSlot(TransactionalStore store, String label, LockSession session) {
        this.store = store;
        this.label = label;
        this.session = session;
    }

    @Nullable
    StorageTransaction current() {
        return open;
    }

    /** The open transaction, for a statement with these settings; begins one when there is none. */
    StorageTransaction open(TransactionModes modes, boolean readOnly, HotSettings settings) {
        StorageTransaction found = open;
        if (found != null) {
            found.lockTimeout(settings.lockTimeout());
            return found;
        }
        StorageTransaction begun = begin(new TransactionOptions(
                modes.isolation(),
                readOnly,
                settings.durability(),
                settings.lockTimeout(),
                lastAsyncCommit,
                label,
                session));
        open = begun;
        return begun;
    }

    private StorageTransaction begin(TransactionOptions options) {
        StorageTransaction again = waiting;
        waiting = null;
        if (again != null) {
            if (again.options().isolation() == options.isolation()
                    && again.options().readOnly() == options.readOnly()) {
                again.lockTimeout(options.lockTimeout());
                return again;
            }
            again.rollback();
        }
        return store.begin(options);
    }

    /** The open transaction was committed as this version, which is not yet safe on the device. */
    void committedAsync(long version) {
        lastAsyncCommit = Math.max(lastAsyncCommit, version);
    }

    /** The open transaction is over, or another's to end. */
    void leave() {
        open = null;
    }

    /** Undoes the open transaction; the next one takes its locks over. */
    void restart() {
        StorageTransaction undone = open;
        if (undone != null) {
            open = null;
            waiting = undone;
            undone.restart();
        }
    }

    /** Nothing is open or waits any more. */
    void rollback() {
        StorageTransaction undone = open;
        open = null;
        if (undone != null) {
            undone.rollback();
        }
        forgetWaiting();
    }

    /** Gives up the locks of a transaction that no attempt followed. */
    void forgetWaiting() {
        StorageTransaction unused = waiting;
        waiting = null;
        if (unused != null) {
            unused.rollback();
        }
    }
}
