package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.TransactionCounts;

/** What a transaction has cost so far. Owner's thread; others may see old numbers. */
final class TransactionCosts {
    private final Counts ofStore;
    private int lockWaits;
    private long lockWaitNanos;
    private int statementRestarts;
    private int refreshes;

    TransactionCosts(Counts ofStore) {
        this.ofStore = ofStore;
    }

    void waited(long nanos) {
        lockWaits++;
        lockWaitNanos += nanos;
    }

    void statementRestarted() {
        statementRestarts++;
        ofStore.statementRestarts.increment();
    }

    void refreshed() {
        refreshes++;
        ofStore.refreshes.increment();
    }

    TransactionCounts counts() {
        return new TransactionCounts(lockWaits, lockWaitNanos, statementRestarts, refreshes);
    }
}
