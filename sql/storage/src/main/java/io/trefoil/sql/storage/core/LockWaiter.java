package io.trefoil.sql.storage.core;

import org.jspecify.annotations.Nullable;

/** A transaction waiting in the queue of one entry. All but {@link #state} is guarded by the stripe. */
final class LockWaiter {
    /** How a wait stands or ended. */
    enum State {
        WAITING,
        GRANTED,
        DEADLOCK,
        TIMED_OUT,
        CANCELED
    }

    /** Who will hold the lock. */
    final LockOwner owner;
    /** Whose thread waits: the owner, or the running transaction of a session. */
    final CoreTransaction waiting;

    final LockEntry entry;
    final int mode;
    /** The owner holds a weaker mode of the same entry: it goes before those who hold nothing. */
    final boolean upgrade;
    /** Of the one who waits: who has failed more often goes first. */
    final int priority;

    final Thread thread = Thread.currentThread();
    final long sinceNanos;
    volatile State state = State.WAITING;
    /** Set with {@link State#GRANTED}. */
    @Nullable
    HeldLock granted;

    // The queue, in order.
    @Nullable
    LockWaiter previous;

    @Nullable
    LockWaiter next;

    /** Links waiters to be woken after the stripe is left. */
    @Nullable
    LockWaiter nextToWake;

    LockWaiter(LockOwner owner, CoreTransaction waiting, LockEntry entry, int mode, boolean upgrade, long sinceNanos) {
        this.sinceNanos = sinceNanos;
        this.owner = owner;
        this.waiting = waiting;
        this.entry = entry;
        this.mode = mode;
        this.upgrade = upgrade;
        priority = waiting.priority();
    }

    /** Whether this one is to stand before {@code other}, who came earlier. */
    boolean overtakes(LockWaiter other) {
        return upgrade == other.upgrade ? priority > other.priority : upgrade;
    }
}
