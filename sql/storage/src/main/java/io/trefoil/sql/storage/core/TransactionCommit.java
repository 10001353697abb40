package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.Durability;
import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.storage.StorageTransaction.State;
import io.trefoil.sql.storage.core.Interleaving.Place;
import io.trefoil.sql.storage.engine.EngineWrites;

/** The way of one transaction's commit to the sequencer: check the reads, encode the writes, hand over, end. */
final class TransactionCommit {
    private final CoreTransaction transaction;
    private final CoreStore store;

    TransactionCommit(CoreTransaction transaction) {
        this.transaction = transaction;
        store = transaction.store();
    }

    long run() {
        return transaction.overlay().isEmpty() ? reads() : writes();
    }

    /** Nothing to check: the transaction stands at its snapshot. What it has shown must be safe, though. */
    private long reads() {
        long version = transaction.lastSeen();
        long shown = transaction.readOnly() ? transaction.dependsOn() : Math.max(version, transaction.dependsOn());
        boolean wait = shown != 0 && transaction.options().durability() == Durability.SYNC;
        store.counts().readCommits.increment();
        transaction.end(State.COMMITTED);
        if (wait) {
            store.syncer().awaitDurable(shown, store.groups());
        }
        return version;
    }

    private long writes() {
        store.failure().check();
        CommitRecord checked = check();
        CommitWriter writer = new CommitWriter(transaction.overlay(), store.keysBeforeSpan());
        boolean waits = transaction.options().durability() == Durability.SYNC
                && store.engine().durable();
        PendingCommit commit;
        try (EngineWrites writes = writer.encode(store.engine())) {
            if (writes.operations() == 0) {
                // Everything that was moved to disk has been rolled back.
                return reads();
            }
            commit = new PendingCommit(store.interleaving(), transaction, writes, writer.record(), checked, waits);
            store.groups().commit(commit);
        } catch (StorageException e) {
            transaction.end(State.ROLLED_BACK);
            throw e;
        }
        if (commit.conflict) {
            throw transaction.refused();
        }
        store.counts().commits.increment();
        store.refreshRows(writer, commit.version);
        store.committed(writer.dropsSpaces(), waits);
        transaction.end(State.COMMITTED);
        return commit.version;
    }

    /** Checks the reads against what is visible by now; the sequencer checks the rest. Answers how far it got. */
    private CommitRecord check() {
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
}
