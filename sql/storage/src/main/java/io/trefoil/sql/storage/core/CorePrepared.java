package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.PreparedTransaction;
import io.trefoil.sql.storage.SideEntry;
import io.trefoil.sql.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A transaction that has promised to commit: its locks and reads; the writes are in its record only. */
final class CorePrepared extends LockOwner implements PreparedTransaction {
    private enum Stage {
        PREPARING,
        PREPARED,
        ENDING,
        ENDED
    }

    private final CoreStore store;
    private final long id;
    private final String name;
    private final byte[] note;
    private final boolean serializable;
    private final boolean sorted;
    private final ReadSet reads;
    private final CommitRecord locked;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.PREPARING);
    private List<HeldLock> locks = List.of();

    /**
     * @param sorted whether the writes are too many for an ordinary batch
     * @param reads what nobody may change, empty when that does not matter
     * @param locked what it may have written
     */
    CorePrepared(
            CoreStore store,
            long id,
            String name,
            byte[] note,
            boolean serializable,
            boolean sorted,
            ReadSet reads,
            CommitRecord locked) {
        super(null);
        this.store = store;
        this.id = id;
        this.name = name;
        this.note = note;
        this.serializable = serializable;
        this.sorted = sorted;
        this.reads = reads;
        this.locked = locked;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public byte[] note() {
        return note;
    }

    @Override
    public OptionalLong commit(@Nullable SideEntry beside) {
        return end(true, beside);
    }

    @Override
    public boolean rollback(@Nullable SideEntry beside) {
        return end(false, beside).isPresent();
    }

    private OptionalLong end(boolean commit, @Nullable SideEntry beside) {
        if (!stage.compareAndSet(Stage.PREPARED, Stage.ENDING)) {
            return OptionalLong.empty();
        }
        PreparedEnd end = new PreparedEnd(store, this, commit, beside);
        store.preparedTransactions().endBegins();
        try {
            store.checkOpen();
            return OptionalLong.of(end.run());
        } finally {
            if (end.isPublished()) {
                stage.set(Stage.ENDED);
                store.preparedTransactions().forget(this);
            } else {
                stage.set(Stage.PREPARED);
            }
            store.preparedTransactions().endIsOver();
        }
    }

    @Override
    public Optional<String> findProblem() {
        try {
            readWrites((space, key, value) -> {});
            return Optional.empty();
        } catch (StorageException.EngineFailed e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    void readWrites(PreparedFormat.Receiver to) {
        Snap snap = store.snapshots().acquireNewest().snap();
        try (ChunkInput in = new ChunkInput(snap.engine(), StoreKeys.preparedPrefix(id, PreparedFormat.WRITES))) {
            PreparedFormat.readWrites(in, to);
        } finally {
            snap.release();
        }
    }

    @Override
    long transactionId() {
        return id;
    }

    @Override
    String label() {
        return LABEL;
    }

    boolean isPrepared() {
        return stage.get() == Stage.PREPARED;
    }

    boolean isSerializable() {
        return serializable;
    }

    boolean isSorted() {
        return sorted;
    }

    ReadSet reads() {
        return reads;
    }

    CommitRecord locked() {
        return locked;
    }

    /** Whether a commit would change what this one has read. */
    boolean hasRead(CommitRecord writes) {
        boolean read = reads.touches(writes);
        reads.forgetConflict();
        return read;
    }

    /** Whether this one, which is to be prepared, has read what another is going to change; its owner can ask where. */
    boolean hasReadOf(CorePrepared other) {
        return reads.touches(other.locked);
    }

    /** Sequencer: the record is in the store. */
    void takeLocks(TransactionLocks from) {
        locks = from.handOver(this);
    }

    /** It can be ended from now on. */
    void prepared() {
        stage.set(Stage.PREPARED);
    }

    /** When the store is opened. */
    void restored(List<RecordedLock> recorded) {
        List<HeldLock> held = new ArrayList<>(recorded.size());
        for (RecordedLock lock : recorded) {
            held.add(take(lock));
        }
        locks = held;
        prepared();
    }

    private HeldLock take(RecordedLock lock) {
        HeldLock held = null;
        long hash = lock.hash();
        for (int modes = lock.modes(); modes != 0; modes &= modes - 1) {
            held = store.lockTable()
                    .tryAcquire(this, hash, lock.space(), lock.key(), Integer.lowestOneBit(modes), held);
            if (held == null) {
                throw ChunkInput.damaged();
            }
        }
        if (held == null) {
            throw ChunkInput.damaged();
        }
        return held;
    }

    /** Sequencer: its end is visible. */
    void releaseLocks() {
        locks.forEach(store.lockTable()::release);
        locks = List.of();
    }
}
