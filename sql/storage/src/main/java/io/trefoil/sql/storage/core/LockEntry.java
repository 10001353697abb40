package io.trefoil.sql.storage.core;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One locked key or space: who holds it and who waits, in order. Guarded by its stripe. */
final class LockEntry {
    final long hash;
    final int space;
    /** Null for the lock of the whole space. */
    final byte @Nullable [] key;

    final LockStripe stripe;

    @Nullable
    LockEntry nextInBucket;

    @Nullable
    HeldLock holders;

    @Nullable
    LockWaiter firstWaiter;

    @Nullable
    LockWaiter lastWaiter;

    LockEntry(LockStripe stripe, long hash, int space, byte @Nullable [] key) {
        this.stripe = stripe;
        this.hash = hash;
        this.space = space;
        this.key = key;
    }

    boolean is(long otherHash, int otherSpace, byte @Nullable [] otherKey) {
        return hash == otherHash && space == otherSpace && Arrays.equals(key, otherKey);
    }

    /** The modes that others than {@code owner} and its group hold, as bits. */
    int modesOfOthers(LockOwner owner) {
        int modes = 0;
        for (HeldLock held = holders; held != null; held = held.nextHolder) {
            if (held.owner.group != owner.group) {
                modes |= held.modes;
            }
        }
        return modes;
    }

    /** The modes that are waited for, as bits. */
    int modesWaitedFor() {
        int modes = 0;
        for (LockWaiter waiter = firstWaiter; waiter != null; waiter = waiter.next) {
            modes |= waiter.mode;
        }
        return modes;
    }

    /** Puts a waiter behind those that it does not overtake: looked for from the end, where most belong. */
    void insert(LockWaiter waiter) {
        LockWaiter before = lastWaiter;
        while (before != null && waiter.overtakes(before)) {
            before = before.previous;
        }
        LockWaiter after = before == null ? firstWaiter : before.next;
        waiter.previous = before;
        waiter.next = after;
        if (before == null) {
            firstWaiter = waiter;
        } else {
            before.next = waiter;
        }
        if (after == null) {
            lastWaiter = waiter;
        } else {
            after.previous = waiter;
        }
    }

    void remove(LockWaiter waiter) {
        LockWaiter before = waiter.previous;
        LockWaiter after = waiter.next;
        if (before == null) {
            firstWaiter = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            lastWaiter = before;
        } else {
            after.previous = before;
        }
    }

    boolean isUnused() {
        return holders == null && firstWaiter == null;
    }
}
