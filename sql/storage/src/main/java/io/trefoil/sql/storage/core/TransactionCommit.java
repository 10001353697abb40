package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.Durability;
import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.storage.StorageTransaction.State;
import io.trefoil.sql.storage.engine.EngineWrites;

/** The way of one transaction's commit to the sequencer: check the reads, encode the writes, hand over, end. */
final class TransactionCommit implements BatchOwner {
    private final CoreTransaction transaction;
    private final CoreStore store;
    private final ReadCheck reads;

    TransactionCommit(CoreTransaction transaction) {
        this.transaction = transaction;
        store = transaction.store();
        reads = new ReadCheck(transaction);
    }

    long run() {
        return transaction.overlay().isEmpty() ? withoutWrites() : withWrites();
    }

    /** Nothing to check: the transaction stands at its snapshot. What it has shown must be safe, though. */
    private long withoutWrites() {
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

    private long withWrites() {
        store.failure().check();
        CommitRecord checked = reads.ahead();
        CommitWriter writer = new CommitWriter(transaction.overlay(), store.keysBeforeSpan());
        boolean waits = transaction.options().durability() == Durability.SYNC
                && store.engine().durable();
        PendingCommit commit;
        try (EngineWrites writes = writer.encode(store.engine())) {
            if (writes.operations() == 0) {
                // Everything that was moved to disk has been rolled back.
                return withoutWrites();
            }
            commit = new PendingCommit(
                    store.interleaving(), this, writes, writer.keys().record(), checked, waits);
            store.groups().commit(commit);
        } catch (StorageException e) {
            transaction.end(State.ROLLED_BACK);
            throw e;
        }
        if (commit.conflict) {
            throw transaction.refused();
        }
        store.counts().commits.increment();
        store.refreshRows(writer.keys(), commit.version);
        store.committed(writer.keys().dropsSpaces(), waits);
        transaction.end(State.COMMITTED);
        return commit.version;
    }

    @Override
    public boolean joins(PendingCommit batch) {
        return reads.holds(batch) && store.preparedTransactions().admits(transaction, batch.record);
    }

    @Override
    public void published() {
        transaction.locks().releaseAll();
    }
}
