package io.trefoil.sql.storage.core;

import org.jspecify.annotations.Nullable;

/**
 * What a transaction gets for having failed; each step is stronger and costs others more. From the second attempt on it
 * goes first where it waits, and locks the keys on which it failed before it reads anything; from the fourth on it locks
 * what it reads.
 */
final class RetryLadder {
    /** Measured: two or three attempts with hints are cheaper than locks, from the fourth on locks are. */
    private static final int LOCKS_READS_FROM = 4;

    private int attempt = 1;
    /**
     * Attempts, without those that a deadlock ended: after those others need not have got any further. Would a loser gain
     * on the winner, two could change places for ever; so the oldest of the highest priority is never chosen to give way.
     */
    private int priority = 1;
    /** Null until an attempt fails. */
    private @Nullable ConflictHints hints;
    /** The hints are to be locked before the first operation of this attempt. */
    private boolean hintsPending;

    int attempt() {
        return attempt;
    }

    int priority() {
        return priority;
    }

    /**
     * Whether this attempt locks what it reads, because others have been faster too often: a reader of many hot keys would
     * else never get through. Only then, because two who share a key and both want to write it always end in a deadlock.
     */
    boolean locksReads() {
        return priority >= LOCKS_READS_FROM;
    }

    void failedOn(int space, byte @Nullable [] key) {
        ConflictHints known = hints;
        if (known == null) {
            known = new ConflictHints();
            hints = known;
        }
        known.add(space, key);
    }

    /** The next attempt begins; answers whether it has something to lock first. */
    boolean restart(boolean afterDeadlock) {
        attempt++;
        priority += afterDeadlock ? 0 : 1;
        hintsPending = hints != null;
        return hintsPending;
    }

    /** Locks what earlier attempts failed on, once; answers whether there was anything. */
    boolean lockHints(TransactionLocks locks) {
        ConflictHints known = hints;
        if (!hintsPending || known == null) {
            return false;
        }
        hintsPending = false;
        known.lockAll(locks);
        return true;
    }
}
