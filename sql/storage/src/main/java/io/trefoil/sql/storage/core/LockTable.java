package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.storage.StorageException.TransactionRetry;
import io.trefoil.sql.storage.core.LockWaiter.State;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Who holds which key or space, and who waits for it. Waiting is first come, first served; see {@link LockStripe} for the
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

    LockTable(Counts counts) {
        this.counts = counts;
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new LockStripe();
        }
    }

    /** Grants at once, or answers null. */
    @Nullable
    HeldLock tryAcquire(
            CoreTransaction owner, long hash, int space, byte @Nullable [] key, int mode, @Nullable HeldLock mine) {
        return stripe(hash).tryAcquire(owner, hash, space, key, mode, mine);
    }

    /**
     * Waits until granted.
     *
     * @param timeoutNanos 0 for no bound
     */
    HeldLock acquire(
            CoreTransaction owner,
            long hash,
            int space,
            byte @Nullable [] key,
            int mode,
            @Nullable HeldLock mine,
            long timeoutNanos) {
        LockWaiter waiter = stripe(hash).enqueue(owner, hash, space, key, mode, mine);
        try {
            if (waiter.state == State.WAITING) {
                await(waiter, timeoutNanos);
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
                owner.takeCancel();
                throw new StorageException.Canceled();
            }
            case DEADLOCK -> {
                counts.deadlocks.increment();
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

    void release(HeldLock held) {
        wake(held.entry.stripe.release(held));
    }

    /** Ends another transaction's wait, if it waits; any thread. */
    void cancel(CoreTransaction transaction) {
        LockWaiter waiter = transaction.waitingFor();
        if (waiter != null) {
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

    private void await(LockWaiter waiter, long timeoutNanos) {
        long start = System.nanoTime();
        long deadline = timeoutNanos == 0 ? Long.MAX_VALUE : timeoutNanos;
        long nextDetection = DETECT_AFTER_NANOS;
        boolean interrupted = false;
        while (waiter.state == State.WAITING) {
            if (waiter.owner.takeCancel()) {
                end(waiter, State.CANCELED);
                break;
            }
            long waited = System.nanoTime() - start;
            if (waited >= deadline) {
                end(waiter, State.TIMED_OUT);
                break;
            }
            if (waited >= nextDetection) {
                CoreTransaction victim = detector.findVictim(waiter.owner);
                LockWaiter victimWaits = victim == null ? null : victim.waitingFor();
                if (victimWaits != null) {
                    end(victimWaits, State.DEADLOCK);
                }
                nextDetection = waited + (victim == null ? DETECT_AGAIN_NANOS : DETECT_AFTER_NANOS);
                continue;
            }
            LockSupport.parkNanos(this, Math.min(deadline, nextDetection) - waited);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        counts.lockWaits.increment();
        counts.lockWaitNanos.add(System.nanoTime() - start);
    }

    private static void end(LockWaiter waiter, State how) {
        wake(waiter.entry.stripe.end(waiter, how));
    }

    private static void wake(@Nullable LockWaiter first) {
        LockWaiter waiter = first;
        while (waiter != null) {
            LockWaiter next = waiter.nextToWake;
            waiter.nextToWake = null;
            LockSupport.unpark(waiter.thread);
            waiter = next;
        }
    }

    private LockStripe stripe(long hash) {
        return stripes[(int) (hash >>> 16) & (STRIPES - 1)];
    }
}
