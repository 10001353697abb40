package io.trefoil.sql.storage.core;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a cycle in who waits for whom; the nodes are {@linkplain LockOwner groups}. The edges are read one stripe at a
 * time; that is sound because an edge stays as long as both ends live and wait: locks are only given up by those who do
 * not wait.
 */
final class DeadlockDetector {

    /** The wait that must end so that {@code start} is not in a cycle any more, or null if it is in none. */
    synchronized @Nullable LockWaiter findVictim(LockWaiter start) {
        List<LockWaiter> path = new ArrayList<>();
        if (!reaches(start.owner.group, start.owner.group, path, new HashSet<>())) {
            return null;
        }
        LockWaiter victim = start;
        for (LockWaiter member : path) {
            if (givesWayBefore(member, victim)) {
                victim = member;
            }
        }
        return victim;
    }

    /** One who waits for a turn only, since it loses nothing; else the one of lower priority, then the younger. */
    private static boolean givesWayBefore(LockWaiter one, LockWaiter other) {
        if ((one.mode == LockModes.TURN) != (other.mode == LockModes.TURN)) {
            return one.mode == LockModes.TURN;
        }
        CoreTransaction a = one.waiting;
        CoreTransaction b = other.waiting;
        return a.priority() != b.priority() ? a.priority() < b.priority() : a.id() > b.id();
    }

    private static boolean reaches(LockOwner from, LockOwner goal, List<LockWaiter> path, Set<LockOwner> seen) {
        LockWaiter waiter = from.waitingFor();
        if (waiter == null) {
            return false;
        }
        path.add(waiter);
        for (LockOwner owner : waiter.entry.stripe.nearestBlockers(waiter)) {
            LockOwner blocker = owner.group;
            if (blocker == goal || (seen.add(blocker) && reaches(blocker, goal, path, seen))) {
                return true;
            }
        }
        path.removeLast();
        return false;
    }
}
