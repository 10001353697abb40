package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.Preparation;
import io.trefoil.sql.storage.SideEntry;
import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.storage.StorageTransaction.State;
import io.trefoil.sql.storage.engine.EngineWrites;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way of one transaction to the sequencer to promise its commit: check the reads, put everything on record, leave the
 * owner. The record itself is nothing that others could have read.
 */
final class TransactionPrepare implements BatchOwner {
    private final CoreTransaction transaction;
    private final CoreStore store;
    private final PreparedTransactions registry;
    private final CorePrepared prepared;
    private final List<RecordedLock> locks;
    /** Without writes it stands at its snapshot, and nothing can change what it has read there. */
    private final boolean checks;

    private final ReadCheck reads;
    private boolean published;

    TransactionPrepare(CoreTransaction transaction, String name, byte[] note) {
        this.transaction = transaction;
        store = transaction.store();
        registry = store.preparedTransactions();
        reads = new ReadCheck(transaction);
        locks = transaction.locks().list();
        Overlay overlay = transaction.overlay();
        checks = !overlay.isEmpty() && transaction.validates();
        prepared = new CorePrepared(
                store,
                transaction.id(),
                name,
                note,
                !overlay.isEmpty() && transaction.reads().keeps(),
                overlay.isSpilled() || overlay.runs() != null,
                checks ? transaction.reads() : new ReadSet(true),
                RecordedLock.writable(locks));
    }

    Preparation run(@Nullable SideEntry beside) {
        store.failure().check();
        if (!registry.reserve(prepared)) {
            return Preparation.NAME_IN_USE;
        }
        try {
            if (transaction.locks().sharedWithSession()) {
                return Preparation.LOCK_SHARED_WITH_SESSION;
            }
            hand(beside);
            return Preparation.PREPARED;
        } finally {
            if (published) {
                prepared.prepared();
            } else {
                registry.forget(prepared);
            }
        }
    }

    private void hand(@Nullable SideEntry beside) {
        CommitRecord checked = checks ? reads.ahead() : store.log().published();
        PendingCommit batch;
        try (EngineWrites writes = encode(beside)) {
            CommitRecord nothing = CommitRecord.origin(0);
            batch = new PendingCommit(
                    store.interleaving(),
                    this,
                    writes,
                    nothing,
                    checked,
                    store.engine().durable());
            store.groups().commit(batch);
        } catch (StorageException e) {
            transaction.end(published ? State.PREPARED : State.ROLLED_BACK);
            throw e;
        }
        if (batch.conflict) {
            throw transaction.refused();
        }
        store.committed(false, true);
        transaction.end(State.PREPARED);
    }

    private EngineWrites encode(@Nullable SideEntry beside) {
        EngineWrites writes = prepared.isSorted()
                ? store.engine().newSortedWrites()
                : store.engine().newWrites();
        try {
            PreparedFormat.writeHead(prepared, locks, writes);
            PreparedFormat.writeWrites(prepared.id(), transaction.overlay(), writes);
            if (beside != null) {
                writes.put(beside.space(), beside.key(), beside.value());
            }
            writes.finish();
            return writes;
        } catch (Throwable e) {
            writes.close();
            throw e;
        }
    }

    @Override
    public boolean joins(PendingCommit batch) {
        return (!checks || reads.holds(batch)) && registry.join(prepared);
    }

    @Override
    public void takeBack() {
        registry.leave(prepared);
    }

    @Override
    public void published() {
        published = true;
        prepared.takeLocks(transaction.locks());
    }
}
