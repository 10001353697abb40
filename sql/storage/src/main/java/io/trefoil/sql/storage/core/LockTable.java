package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.LockInfo;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.storage.StorageException.TransactionRetry;
import io.trefoil.sql.storage.TransactionInfo;
import io.trefoil.sql.storage.core.Interleaving.Place;
import io.trefoil.sql.storage.core.LockWaiter.State;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who holds which key or space, and who waits for it. Waiters are served in order; see {@link LockStripe} for the
 * rule. A waiter looks for a deadlock itself once it has waited {@value #DETECT_AFTER_NANOS} ns.
 */
final class LockTable {
    /** Measured: 0.2 ms is ruinous for hot rows, 50 ms for workloads with many deadlocks. */
    static final long DETECT_AFTER_NANOS = 1_000_000;
    /** A cycle is always closed by a waiter who will look, so looking again is a safety net. */
    private static final long DETECT_AGAIN_NANOS = 100_000_000;

    private static final int STRIPES = 128;

    private final LockStripe[] stripes = new LockStripe[STRIPES];
    private final DeadlockDetector detector = new DeadlockDetector();
    private final Counts counts;
    private final Interleaving interleaving;

    LockTable(Counts counts, Interleaving interleaving) {
        this.interleaving = interleaving;
        this.counts = counts;
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new LockStripe();
        }
    }

    /** Grants at once, or answers null. */
    @Nullable
    HeldLock tryAcquire(
            LockOwner owner, long hash, int space, byte @Nullable [] key, int mode, @Nullable HeldLock mine) {
        return stripe(hash).tryAcquire(owner, hash, space, key, mode, mine);
    }

    /**
     * Grants, or does what {@code lockWait} says.
     *
     * @param waiting the transaction whose thread waits, and whose timeout counts
     * @return null if skipped
     */
    @Nullable
    HeldLock lock(
            LockOwner owner,
            CoreTransaction waiting,
            long hash,
            int space,
            byte @Nullable [] key,
            int mode,
            LockWait lockWait,
            @Nullable HeldLock mine) {
        interleaving.reach(Place.LOCK);
        HeldLock held = tryAcquire(owner, hash, space, key, mode, mine);
        if (held != null) {
            return held;
        }
        return switch (lockWait) {
            case NOWAIT -> throw new StorageException.LockNotAvailable(false);
            case SKIP -> null;
            case BLOCK -> {
                long timeout = waiting.options().lockTimeout().toNanos();
                yield acquire(owner, waiting, hash, space, key, mode, mine, timeout);
            }
        };
    }

    /**
     * Waits until granted.
     *
     * @param timeoutNanos 0 for no bound
     */
    private HeldLock acquire(
            LockOwner owner,
            CoreTransaction waiting,
            long hash,
            int space,
            byte @Nullable [] key,
            int mode,
            @Nullable HeldLock mine,
            long timeoutNanos) {
        LockWaiter waiter = stripe(hash).enqueue(owner, waiting, hash, space, key, mode, mine, interleaving.nanoTime());
        try {
            if (waiter.state == State.WAITING) {
                await(waiter, timeoutNanos, null);
            }
        } finally {
            owner.waitingFor(null);
        }
        switch (waiter.state) {
            case GRANTED -> {}
            case TIMED_OUT -> {
                counts.lockTimeouts.increment();
                throw new StorageException.LockNotAvailable(true);
            }
            case CANCELED -> {
                waiting.takeCancel();
                throw new StorageException.Canceled();
            }
            case DEADLOCK -> {
                counts.deadlocks.increment();
                waiting.locks().lostDeadlock();
                throw new TransactionRetry(TransactionRetry.Why.DEADLOCK, space, key);
            }
            case WAITING -> throw new AssertionError("left the queue while waiting");
        }
        HeldLock granted = waiter.granted;
        if (granted == null) {
            throw new AssertionError("granted without a hold");
        }
        return granted;
    }

    /**
     * Waits for a {@linkplain Turns turn}, as long as those before it get on.
     *
     * @return null if that would be in vain
     */
    @Nullable
    HeldLock takeTurn(
            CoreTransaction owner, long hash, int space, byte @Nullable [] key, @Nullable HeldLock mine, boolean sure) {
        interleaving.reach(Place.LOCK);
        HeldLock held = tryAcquire(owner, hash, space, key, LockModes.TURN, mine);
        if (held != null) {
            return held;
        }
        LockWaiter waiter =
                stripe(hash).enqueue(owner, owner, hash, space, key, LockModes.TURN, mine, interleaving.nanoTime());
        try {
            if (waiter.state == State.WAITING) {
                await(waiter, owner.options().lockTimeout().toNanos(), new TurnPatience(sure));
            }
        } finally {
            owner.waitingFor(null);
        }
        if (waiter.state == State.CANCELED) {
            owner.takeCancel();
            throw new StorageException.Canceled();
        }
        if (waiter.state == State.DEADLOCK) {
            owner.turns().crossed();
        }
        return waiter.granted;
    }

    void release(HeldLock held) {
        release(held, LockModes.ALL);
    }

    /** Gives up some modes of a hold. */
    void release(HeldLock held, int modes) {
        wake(held.entry.stripe.release(held, modes));
    }

    /** Another owner holds the same from now on, without the turn, which is of no use to it. */
    HeldLock handOver(HeldLock held, LockOwner to) {
        wake(held.entry.stripe.takeTurnFrom(held));
        return held.entry.stripe.handOver(held, to);
    }

    /** What is held and waited for, one stripe after the other. */
    List<LockInfo> list() {
        List<LockInfo> result = new ArrayList<>();
        for (LockStripe stripe : stripes) {
            stripe.list(result);
        }
        return result;
    }

    /** What a transaction waits for, or null. Any thread. */
    TransactionInfo.@Nullable Waiting waiting(CoreTransaction transaction) {
        LockWaiter waiter = transaction.waitingFor();
        if (waiter == null || waiter.waiting != transaction || waiter.mode == LockModes.TURN) {
            return null;
        }
        List<TransactionInfo.Blocker> blockers = new ArrayList<>();
        for (LockOwner owner : waiter.entry.stripe.blockers(waiter)) {
            blockers.add(new TransactionInfo.Blocker(owner.transactionId(), owner.label()));
        }
        if (blockers.isEmpty()) {
            return null;
        }
        LockInfo lock = LockModes.info(waiter.owner, waiter.entry, waiter.mode, false, waiter.sinceNanos);
        return new TransactionInfo.Waiting(lock, blockers);
    }

    /** Ends another transaction's wait, if it waits; any thread. */
    void cancel(CoreTransaction transaction) {
        LockWaiter waiter = transaction.waitingFor();
        if (waiter != null && waiter.waiting == transaction) {
            end(waiter, State.CANCELED);
        }
    }

    /** Entries in use, for tests of leaks. */
    int size() {
        int total = 0;
        for (LockStripe stripe : stripes) {
            total += stripe.size();
        }
        return total;
    }

    private void await(LockWaiter waiter, long timeoutNanos, @Nullable TurnPatience patience) {
        long start = waiter.sinceNanos;
        long deadline = timeoutNanos == 0 ? Long.MAX_VALUE : timeoutNanos;
        long nextDetection = DETECT_AFTER_NANOS;
        boolean interrupted = false;
        while (waiter.state == State.WAITING) {
            if (waiter.waiting.takeCancel()) {
                end(waiter, State.CANCELED);
                break;
            }
            long waited = interleaving.nanoTime() - start;
            if (waited >= deadline) {
                end(waiter, State.TIMED_OUT);
                break;
            }
            if (waited >= nextDetection) {
                LockWaiter victim = detector.findVictim(waiter);
                if (victim != null) {
                    end(victim, State.DEADLOCK);
                }
                nextDetection = waited + (victim == null ? DETECT_AGAIN_NANOS : DETECT_AFTER_NANOS);
                continue;
            }
            if (patience != null) {
                lookAfterHolder(waiter, patience);
            }
            long next = patience == null ? nextDetection : Math.min(nextDetection, waited + TurnPatience.LOOK_NANOS);
            interleaving.parkNanos(this, Math.min(deadline, next) - waited);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        counts.lockWaits.increment();
        long waited = interleaving.nanoTime() - start;
        counts.lockWaitNanos.add(waited);
        waiter.waiting.costs().waited(waited);
    }

    /** Looks after the one whose turn it is: it loses the turn if it does nothing with it. */
    private void lookAfterHolder(LockWaiter waiter, TurnPatience patience) {
        LockStripe stripe = waiter.entry.stripe;
        HeldLock before = stripe.firstBlockingHold(waiter);
        if (before != null && patience.endsFor(before, interleaving.nanoTime())) {
            wake(stripe.takeTurnFrom(before));
        }
    }

    private void end(LockWaiter waiter, State how) {
        wake(waiter.entry.stripe.end(waiter, how));
    }

    private void wake(@Nullable LockWaiter first) {
        LockWaiter waiter = first;
        while (waiter != null) {
            LockWaiter next = waiter.nextToWake;
            waiter.nextToWake = null;
            interleaving.unpark(waiter.thread);
            waiter = next;
        }
    }

    private LockStripe stripe(long hash) {
        return stripes[(int) (hash >>> 16) & (STRIPES - 1)];
    }
}
