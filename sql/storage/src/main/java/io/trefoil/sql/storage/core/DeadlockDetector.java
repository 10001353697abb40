package io.trefoil.sql.storage.core;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a cycle in who waits for whom. The edges are read one stripe at a time; that is sound because an edge stays
 * as long as both ends live and wait: locks are only given up at the end of a transaction.
 */
final class DeadlockDetector {

    /** The transaction that must give way so that {@code start} is not in a cycle any more, or null if it is in none. */
    synchronized @Nullable CoreTransaction findVictim(CoreTransaction start) {
        List<CoreTransaction> path = new ArrayList<>();
        if (!reaches(start, start, path, new HashSet<>())) {
            return null;
        }
        CoreTransaction victim = start;
        for (CoreTransaction member : path) {
            if (givesWayBefore(member, victim)) {
                victim = member;
            }
        }
        return victim;
    }

    /** The one with fewer attempts, then the younger. */
    private static boolean givesWayBefore(CoreTransaction a, CoreTransaction b) {
        return a.attempt() != b.attempt() ? a.attempt() < b.attempt() : a.id() > b.id();
    }

    private static boolean reaches(
            CoreTransaction from, CoreTransaction goal, List<CoreTransaction> path, Set<CoreTransaction> seen) {
        LockWaiter waiter = from.waitingFor();
        if (waiter == null) {
            return false;
        }
        path.add(from);
        for (CoreTransaction blocker : waiter.entry.stripe.blockers(waiter)) {
            if (blocker == goal || (seen.add(blocker) && reaches(blocker, goal, path, seen))) {
                return true;
            }
        }
        path.removeLast();
        return false;
    }
}
