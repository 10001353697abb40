package io.trefoil.sql.storage.core;

import org.jspecify.annotations.Nullable;

/**
 * Who can hold locks: a transaction, one that is prepared, or a session for advisory locks that outlive its transactions. Owners of one group,
 * which is a session with its transactions, never stand in each other's way; because only one of them runs at a time, a
 * group waits for one lock at most and is the node of the waits-for graph.
 */
abstract sealed class LockOwner permits CoreTransaction, CoreSession, CorePrepared {
    final LockOwner group;
    /** Of the group: kept at its head. */
    private volatile @Nullable LockWaiter waitingFor;

    /** @param session the group, or null for an owner that stands alone */
    LockOwner(@Nullable LockOwner session) {
        group = session == null ? this : session;
    }

    /** The transaction's number, 0 for a session. */
    abstract long transactionId();

    abstract String label();

    @Nullable
    LockWaiter waitingFor() {
        return group.waitingFor;
    }

    void waitingFor(@Nullable LockWaiter waiter) {
        group.waitingFor = waiter;
    }
}
