package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.storage.engine.EngineWrites;
import org.jspecify.annotations.Nullable;

/**
 * A thread on its way through {@link GroupCommit} and {@link Syncer}. It parks between the stations, and may be told to
 * serve its group as the leader of either.
 */
final class PendingCommit {
    /** What its thread has to do next. */
    enum State {
        /** Wait for a leader, or for the end of the sync. */
        WAIT,
        /** Apply the next group. */
        LEAD_GROUP,
        /** Force the log. */
        LEAD_SYNC,
        /** Return. */
        DONE
    }

    /** Null for the store's own writes and for those who only wait for durability. */
    final @Nullable BatchOwner owner;

    final @Nullable EngineWrites writes;
    final CommitRecord record;
    final boolean waitForSync;
    private final Interleaving interleaving;
    private final Thread thread = Thread.currentThread();

    /** Everything up to here was checked against the reads. */
    CommitRecord checkedUpTo;
    /** What must be durable; known once applied. */
    long version;

    boolean conflict;

    @Nullable
    StorageException failure;

    private volatile State state = State.WAIT;

    PendingCommit(
            Interleaving interleaving,
            @Nullable BatchOwner owner,
            @Nullable EngineWrites writes,
            CommitRecord record,
            CommitRecord checkedUpTo,
            boolean waitForSync) {
        this.interleaving = interleaving;
        this.owner = owner;
        this.writes = writes;
        this.record = record;
        this.checkedUpTo = checkedUpTo;
        this.waitForSync = waitForSync;
    }

    State state() {
        return state;
    }

    boolean isOwn() {
        return thread == Thread.currentThread();
    }

    /** Gives the thread its next task and wakes it. */
    void proceed(State next) {
        state = next;
        if (thread != Thread.currentThread()) {
            interleaving.unpark(thread);
        }
    }

    void fail(StorageException cause) {
        failure = cause;
        proceed(State.DONE);
    }

    /** Serves and waits until done; throws the failure if there is one. Own thread only. */
    void run(GroupCommit groups, Syncer syncer) {
        boolean interrupted = false;
        while (state != State.DONE) {
            switch (state) {
                case LEAD_GROUP -> {
                    state = State.WAIT;
                    groups.lead();
                }
                case LEAD_SYNC -> {
                    state = State.WAIT;
                    syncer.lead();
                }
                case WAIT -> {
                    interleaving.park(this);
                    interrupted |= Thread.interrupted();
                }
                case DONE -> {}
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        StorageException cause = failure;
        if (cause != null) {
            throw cause;
        }
    }
}
