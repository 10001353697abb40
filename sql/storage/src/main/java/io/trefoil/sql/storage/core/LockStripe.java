package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.LockInfo;
import io.trefoil.sql.storage.core.LockWaiter.State;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the lock table: entries hashed by key, under one short monitor that is never held across a wait.
 *
 * <p>The queue is in order of arrival, but upgrades stand first, and a transaction's later attempts before earlier ones.
 * Grant rule: a request is granted if its mode conflicts neither with the holders nor with anybody waiting before it;
 * so nobody is overtaken by a request that would delay him, unless it was put before him. Whoever leaves a queue or an entry, and whoever is put before
 * others, calls for the grant loop: else those behind could wait for nothing.
 */
final class LockStripe {
    private @Nullable LockEntry[] buckets = new @Nullable LockEntry[16];
    private int entries;

    /** Grants at once, or answers null. */
    synchronized @Nullable HeldLock tryAcquire(
            LockOwner owner, long hash, int space, byte @Nullable [] key, int mode, @Nullable HeldLock mine) {
        if (mine == null) {
            LockEntry entry = findOrAdd(hash, space, key);
            if (entry.holders != null || entry.firstWaiter != null) {
                int conflicts = LockModes.conflictsOf(mode);
                if ((conflicts & (entry.modesOfOthers(owner) | entry.modesWaitedFor())) != 0) {
                    return null;
                }
            }
            return hold(entry, owner, mode);
        }
        if ((LockModes.conflictsOf(mode) & mine.entry.modesOfOthers(owner)) != 0) {
            return null;
        }
        mine.modes |= mode;
        return mine;
    }

    /** Joins the queue; the waiter may be granted already when this returns. */
    synchronized LockWaiter enqueue(
            LockOwner owner,
            CoreTransaction waiting,
            long hash,
            int space,
            byte @Nullable [] key,
            int mode,
            @Nullable HeldLock mine,
            long sinceNanos) {
        LockEntry entry = mine == null ? findOrAdd(hash, space, key) : mine.entry;
        LockWaiter waiter = new LockWaiter(owner, waiting, entry, mode, mine != null, sinceNanos);
        owner.waitingFor(waiter);
        entry.insert(waiter);
        LockWaiter others = grantWaiters(entry);
        assert others == null || others == waiter : "a new request can only grant itself";
        return waiter;
    }

    /** Takes a waiter out of its queue, unless it was granted or ended before. Answers those to be woken. */
    synchronized @Nullable LockWaiter end(LockWaiter waiter, State how) {
        if (waiter.state != State.WAITING) {
            return null;
        }
        LockEntry entry = waiter.entry;
        entry.remove(waiter);
        waiter.state = how;
        LockWaiter wake = grantWaiters(entry);
        removeIfUnused(entry);
        waiter.nextToWake = wake;
        return waiter;
    }

    /** Gives up some modes of a hold, or all. Answers those to be woken. */
    synchronized @Nullable LockWaiter release(HeldLock held, int modes) {
        LockEntry entry = held.entry;
        held.modes &= ~modes;
        if (held.modes != 0) {
            return grantWaiters(entry);
        }
        HeldLock before = null;
        for (HeldLock h = entry.holders; h != null && h != held; h = h.nextHolder) {
            before = h;
        }
        if (before == null) {
            entry.holders = held.nextHolder;
        } else {
            before.nextHolder = held.nextHolder;
        }
        LockWaiter wake = entry.firstWaiter == null ? null : grantWaiters(entry);
        removeIfUnused(entry);
        return wake;
    }

    /** Puts another owner's hold in the place of one. Nobody is let in by that: the modes stay. */
    synchronized HeldLock handOver(HeldLock held, LockOwner to) {
        HeldLock moved = new HeldLock(to, held.entry, held.modes);
        moved.nextHolder = held.nextHolder;
        if (held.entry.holders == held) {
            held.entry.holders = moved;
        } else {
            for (HeldLock h = held.entry.holders; h != null; h = h.nextHolder) {
                if (h.nextHolder == held) {
                    h.nextHolder = moved;
                }
            }
        }
        return moved;
    }

    /** The first hold of others that keeps this waiter waiting, or null: then only those before it do. */
    synchronized @Nullable HeldLock firstBlockingHold(LockWaiter waiter) {
        int conflicts = LockModes.conflictsOf(waiter.mode);
        for (HeldLock held = waiter.entry.holders; held != null; held = held.nextHolder) {
            if (held.owner.group != waiter.owner.group && (held.modes & conflicts) != 0) {
                return held;
            }
        }
        return null;
    }

    /** Ends another's turn. The hold itself stays, since its owner may be about to make more of it. */
    synchronized @Nullable LockWaiter takeTurnFrom(HeldLock held) {
        held.modes &= ~LockModes.TURN;
        return grantWaiters(held.entry);
    }

    /** Those who keep this waiter waiting; empty if it does not wait any more. */
    synchronized List<LockOwner> blockers(LockWaiter waiter) {
        List<LockOwner> result = new ArrayList<>();
        if (waiter.state != State.WAITING) {
            return result;
        }
        int conflicts = LockModes.conflictsOf(waiter.mode);
        for (HeldLock held = waiter.entry.holders; held != null; held = held.nextHolder) {
            if (held.owner.group != waiter.owner.group && (held.modes & conflicts) != 0) {
                result.add(held.owner);
            }
        }
        for (LockWaiter w = waiter.entry.firstWaiter; w != null && w != waiter; w = w.next) {
            if ((w.mode & conflicts) != 0) {
                result.add(w.owner);
            }
        }
        return result;
    }

    /**
     * Enough of the {@link #blockers} to reach all of them: those before a waiter who waits for everything that this one
     * waits for are his to name. In a queue for one hot key everybody names the one before him, however long it is.
     */
    synchronized List<LockOwner> nearestBlockers(LockWaiter waiter) {
        List<LockOwner> result = new ArrayList<>(2);
        if (waiter.state != State.WAITING) {
            return result;
        }
        int conflicts = LockModes.conflictsOf(waiter.mode);
        for (LockWaiter w = waiter.previous; w != null; w = w.previous) {
            if ((w.mode & conflicts) != 0) {
                result.add(w.owner);
                if ((LockModes.conflictsOf(w.mode) & conflicts) == conflicts) {
                    return result;
                }
            }
        }
        for (HeldLock held = waiter.entry.holders; held != null; held = held.nextHolder) {
            if (held.owner.group != waiter.owner.group && (held.modes & conflicts) != 0) {
                result.add(held.owner);
            }
        }
        return result;
    }

    /** Adds what is held and waited for. */
    synchronized void list(List<LockInfo> to) {
        for (LockEntry bucket : buckets) {
            for (LockEntry entry = bucket; entry != null; entry = entry.nextInBucket) {
                for (HeldLock held = entry.holders; held != null; held = held.nextHolder) {
                    if ((held.modes & ~LockModes.TURN) != 0) {
                        to.add(LockModes.info(held.owner, entry, held.modes, true, 0));
                    }
                }
                for (LockWaiter waiter = entry.firstWaiter; waiter != null; waiter = waiter.next) {
                    if (waiter.mode != LockModes.TURN) {
                        to.add(LockModes.info(waiter.owner, entry, waiter.mode, false, waiter.sinceNanos));
                    }
                }
            }
        }
    }

    synchronized int size() {
        return entries;
    }

    private @Nullable LockWaiter grantWaiters(LockEntry entry) {
        LockWaiter wake = null;
        int passedOver = 0;
        LockWaiter next;
        for (LockWaiter waiter = entry.firstWaiter; waiter != null; waiter = next) {
            next = waiter.next;
            int conflicts = LockModes.conflictsOf(waiter.mode);
            if ((conflicts & (passedOver | entry.modesOfOthers(waiter.owner))) == 0) {
                entry.remove(waiter);
                waiter.granted = grant(entry, waiter);
                waiter.state = State.GRANTED;
                waiter.nextToWake = wake;
                wake = waiter;
            } else {
                passedOver |= waiter.mode;
            }
        }
        return wake;
    }

    private HeldLock grant(LockEntry entry, LockWaiter waiter) {
        for (HeldLock held = entry.holders; held != null; held = held.nextHolder) {
            if (held.owner == waiter.owner) {
                held.modes |= waiter.mode;
                return held;
            }
        }
        return hold(entry, waiter.owner, waiter.mode);
    }

    private static HeldLock hold(LockEntry entry, LockOwner owner, int mode) {
        HeldLock held = new HeldLock(owner, entry, mode);
        held.nextHolder = entry.holders;
        entry.holders = held;
        return held;
    }

    private LockEntry findOrAdd(long hash, int space, byte @Nullable [] key) {
        int bucket = bucket(hash, buckets.length);
        for (LockEntry entry = buckets[bucket]; entry != null; entry = entry.nextInBucket) {
            if (entry.is(hash, space, key)) {
                return entry;
            }
        }
        if (entries >= buckets.length) {
            grow();
            bucket = bucket(hash, buckets.length);
        }
        LockEntry entry = new LockEntry(this, hash, space, key);
        entry.nextInBucket = buckets[bucket];
        buckets[bucket] = entry;
        entries++;
        return entry;
    }

    private void removeIfUnused(LockEntry entry) {
        if (!entry.isUnused()) {
            return;
        }
        int bucket = bucket(entry.hash, buckets.length);
        LockEntry before = null;
        for (LockEntry e = buckets[bucket]; e != entry; e = e.nextInBucket) {
            if (e == null) {
                return;
            }
            before = e;
        }
        if (before == null) {
            buckets[bucket] = entry.nextInBucket;
        } else {
            before.nextInBucket = entry.nextInBucket;
        }
        entries--;
    }

    private void grow() {
        @Nullable LockEntry[] old = buckets;
        @Nullable LockEntry[] bigger = new @Nullable LockEntry[old.length * 2];
        for (LockEntry chain : old) {
            LockEntry entry = chain;
            while (entry != null) {
                LockEntry next = entry.nextInBucket;
                int bucket = bucket(entry.hash, bigger.length);
                entry.nextInBucket = bigger[bucket];
                bigger[bucket] = entry;
                entry = next;
            }
        }
        buckets = bigger;
    }

    private static int bucket(long hash, int length) {
        return (int) (hash >>> 32) & (length - 1);
    }
}
