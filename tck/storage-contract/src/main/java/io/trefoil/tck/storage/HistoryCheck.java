package io.trefoil.tck.storage;

import io.trefoil.sql.storage.Isolation;
import io.trefoil.tck.storage.History.Committed;
import io.trefoil.tck.storage.History.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares what transactions saw with what was there. What was there at a version follows from the writes of all commits.
 *
 * <ul>
 *   <li>SERIALIZABLE: at its place in the order of versions a transaction sees exactly what it saw.
 *   <li>REPEATABLE READ: all its reads hold in one state, and nobody else wrote what it overwrote between that state and
 *       its commit. Write skew passes.
 *   <li>READ COMMITTED: the reads of each statement hold in one state, and what was locked stayed as it was seen. Lost
 *       updates without locks and read skew pass.
 *   <li>At every level: the order of versions agrees with real time, and no child is without its parent.
 * </ul>
 */
final class HistoryCheck {
    private final List<Committed> all;
    /** Per key the lists it had, by the version that gave them. */
    private final TreeMap<String, TreeMap<Long, List<Integer>>> states = new TreeMap<>();

    private final List<String> problems = new ArrayList<>();

    HistoryCheck(List<Committed> history) {
        all = new ArrayList<>(history);
        // Those who wrote nothing stand right behind the state they saw.
        all.sort(Comparator.comparingLong(Committed::version).thenComparing(c -> !c.wrote()));
        for (Committed transaction : all) {
            for (Event event : transaction.events()) {
                if (event instanceof Event.Write(String key, List<Integer> list, boolean inserted)) {
                    states.computeIfAbsent(key, k -> new TreeMap<>()).put(transaction.version(), list);
                }
            }
        }
    }

    List<String> problems(@Nullable Isolation promised) {
        for (Committed transaction : all) {
            switch (promised == null ? transaction.isolation() : promised) {
                case SERIALIZABLE -> reads(transaction, transaction.before(), false);
                case REPEATABLE_READ -> {
                    long seen = lastSeen(transaction);
                    reads(transaction, seen, false);
                    firstUpdaterWins(transaction, seen);
                }
                case READ_COMMITTED -> reads(transaction, 0, true);
            }
            references(transaction);
        }
        realTime();
        return problems;
    }

    /** Replays the events of a transaction over one state, or over the state of each statement. */
    private void reads(Committed transaction, long version, boolean eachStatement) {
        Map<String, List<Integer>> own = new HashMap<>();
        List<Event> events = transaction.events();
        for (int i = 0; i < events.size(); i++) {
            long at = eachStatement ? versionOfStatement(events, i) : version;
            switch (events.get(i)) {
                case Event.Read(String key, List<Integer> seen) -> {
                    List<Integer> expected = own.containsKey(key) ? own.get(key) : stateOf(key, at);
                    if (!seen.equals(expected)) {
                        problem(transaction, "read " + key + "=" + seen + ", not " + expected + " of " + at);
                    }
                }
                case Event.Scan(String low, String high, Map<String, List<Integer>> seen) -> {
                    Map<String, List<Integer>> expected = stateOf(low, high, at, own);
                    if (!expected.equals(seen)) {
                        problem(transaction, "scanned " + seen + ", not " + expected + " of " + at);
                    }
                }
                case Event.Write(String key, List<Integer> list, boolean inserted) -> own.put(key, list);
                case Event.Locked(String key) -> {
                    if (transaction.wrote() && changedBetween(key, at, transaction.version())) {
                        problem(transaction, key + " was locked at " + at + " and changed all the same");
                    }
                }
                case Event.Exists exists -> exists(transaction, exists, own);
                case Event.Disagreement(String what) -> problem(transaction, what);
                case Event.Statement ended -> {}
            }
        }
    }

    /** Below SERIALIZABLE only what was found is kept until the commit. */
    private void exists(Committed transaction, Event.Exists exists, Map<String, List<Integer>> own) {
        boolean promised = transaction.isolation() == Isolation.SERIALIZABLE || (exists.seen() && transaction.wrote());
        List<Integer> state =
                own.containsKey(exists.key()) ? own.get(exists.key()) : stateOf(exists.key(), transaction.before());
        if (promised && state != null && exists.seen() == state.isEmpty()) {
            problem(transaction, "looked for " + exists.key() + " and was told " + exists.seen());
        }
    }

    private void firstUpdaterWins(Committed transaction, long seen) {
        for (Event event : transaction.events()) {
            if (event instanceof Event.Write(String key, List<Integer> list, boolean inserted)
                    && !inserted
                    && changedBetween(key, seen, transaction.version())) {
                problem(transaction, "overwrote " + key + ", which had changed after " + seen);
            }
        }
    }

    /** No child without a parent, in any state. */
    private void references(Committed transaction) {
        for (Event event : transaction.events()) {
            if (event instanceof Event.Write(String key, List<Integer> list, boolean inserted)) {
                String parent = HistoryKeys.parentOf(key);
                if (parent != null
                        && !stateOf(key, transaction.version()).isEmpty()
                        && stateOf(parent, transaction.version()).isEmpty()) {
                    problem(transaction, "left " + key + " without its parent");
                }
                if (HistoryKeys.isParent(key)
                        && stateOf(key, transaction.version()).isEmpty()) {
                    String low = HistoryKeys.childrenOf(key);
                    var children = stateOf(low, low + "~", transaction.version(), Map.of());
                    if (!children.isEmpty()) {
                        problem(transaction, "removed " + key + " above its children " + children);
                    }
                }
            }
        }
    }

    /** Nobody may stand behind one who began after he had ended. */
    private void realTime() {
        long[] earliestEnd = new long[all.size() + 1];
        earliestEnd[all.size()] = Long.MAX_VALUE;
        for (int i = all.size() - 1; i >= 0; i--) {
            Committed transaction = all.get(i);
            earliestEnd[i] = Math.min(earliestEnd[i + 1], transaction.ended());
            int next = i + 1;
            while (next < all.size() && all.get(next).version() == transaction.version()) {
                next++;
            }
            if (earliestEnd[next] < transaction.began()) {
                problem(transaction, "began after the end of one ordered behind it");
            }
        }
    }

    private List<Integer> stateOf(String key, long version) {
        TreeMap<Long, List<Integer>> lists = states.get(key);
        Map.Entry<Long, List<Integer>> entry = lists == null ? null : lists.floorEntry(version);
        return entry == null ? List.of() : entry.getValue();
    }

    private Map<String, List<Integer>> stateOf(String low, String high, long version, Map<String, List<Integer>> own) {
        Map<String, List<Integer>> result = new HashMap<>();
        for (String key : states.subMap(low, high).keySet()) {
            List<Integer> written = own.get(key);
            List<Integer> list = written != null ? written : stateOf(key, version);
            if (!list.isEmpty()) {
                result.put(key, list);
            }
        }
        return result;
    }

    /** What came and went again in between is no change: a very old transaction compares values. */
    private boolean changedBetween(String key, long after, long before) {
        return !stateOf(key, after).equals(stateOf(key, before - 1));
    }

    private static long versionOfStatement(List<Event> events, int from) {
        for (int i = from; i < events.size(); i++) {
            if (events.get(i) instanceof Event.Statement(long version)) {
                return version;
            }
        }
        throw new IllegalStateException("a statement without an end");
    }

    private static long lastSeen(Committed transaction) {
        List<Event> events = transaction.events();
        return events.isEmpty() ? transaction.before() : versionOfStatement(events, events.size() - 1);
    }

    private void problem(Committed transaction, String what) {
        problems.add(transaction.isolation() + " version " + transaction.version() + " " + what);
    }
}
