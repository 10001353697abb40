package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.core.Interleaving.Place;

/** Whether what a transaction has read holds at the place it is about to get: looked at before the sequencer, and there. */
final class ReadCheck {
    private final CoreTransaction transaction;
    private final CoreStore store;

    ReadCheck(CoreTransaction transaction) {
        this.transaction = transaction;
        store = transaction.store();
    }

    /** Checks the reads against what is visible by now; the sequencer checks the rest. Answers how far it got. */
    CommitRecord ahead() {
        if (transaction.validates() && transaction.view().position() == null && !transaction.tryRefresh()) {
            throw transaction.refused();
        }
        CommitRecord known = store.log().published();
        store.interleaving().reach(Place.VALIDATE);
        if (!transaction.validates()) {
            return known;
        }
        View view = transaction.view();
        CommitRecord since = view.position();
        CommitRecord checked = since == null
                ? null
                : transaction.reads().check(since, view.version(), known, known.version(), store.versions());
        if (checked == null) {
            throw transaction.refused();
        }
        return checked;
    }

    /** Sequencer: whether nothing was written behind the place that {@link #ahead} got to. */
    boolean holds(PendingCommit batch) {
        if (!transaction.validates()) {
            return true;
        }
        CommitRecord tail = store.log().tail();
        return transaction
                        .reads()
                        .check(batch.checkedUpTo, transaction.snapshotVersion(), tail, tail.version(), store.versions())
                != null;
    }
}
