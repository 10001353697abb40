package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.TransactionInfo;
import org.jspecify.annotations.Nullable;

/** A transaction as other threads look at it: numbers of the moment, and how much of the commit log it keeps. */
final class TransactionMonitor {
    private final CoreTransaction transaction;

    TransactionMonitor(CoreTransaction transaction) {
        this.transaction = transaction;
    }

    TransactionInfo info() {
        View current = transaction.views().find();
        View own = viewOfStatement();
        long snapshot = own != null ? own.version() : current != null ? current.version() : 0;
        Overlay writes = transaction.overlay();
        return new TransactionInfo(
                transaction.id(),
                transaction.label(),
                transaction.isolation(),
                transaction.readOnly(),
                transaction.state(),
                transaction.attempt(),
                transaction.views().sinceNanos(),
                snapshot,
                transaction.reads().count(),
                writes.position(),
                writes.bytes() + writes.spilledBytes(),
                transaction.locks().count(),
                transaction.counts(),
                transaction.store().lockTable().waiting(transaction));
    }

    /** How many keys of the commit log the transaction holds on to. */
    long logKeysHeld(long newestOrdinal) {
        return Math.max(heldBy(transaction.views().find(), newestOrdinal), heldBy(viewOfStatement(), newestOrdinal));
    }

    /**
     * Asks the transaction to move forward if it keeps more than half of {@code keysMax} keys of the commit log in memory;
     * if it has not done so when it keeps more than all, the log is let go, and what it has read can only be compared.
     */
    void limitLog(long newestOrdinal, long keysMax) {
        View current = transaction.views().find();
        if (heldBy(current, newestOrdinal) > keysMax / 2) {
            transaction.askToAdvance();
        }
        limit(current, newestOrdinal, keysMax);
        limit(viewOfStatement(), newestOrdinal, keysMax);
    }

    private @Nullable View viewOfStatement() {
        CoreStatement statement = transaction.newestStatement();
        return statement == null ? null : statement.ownView();
    }

    private static void limit(@Nullable View view, long newestOrdinal, long keysMax) {
        if (view != null && heldBy(view, newestOrdinal) > keysMax) {
            view.letGo();
        }
    }

    private static long heldBy(@Nullable View view, long newestOrdinal) {
        CommitRecord position = view == null ? null : view.position();
        return position == null ? 0 : newestOrdinal - position.ordinal();
    }
}
