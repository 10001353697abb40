package io.trefoil.tck.storage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A record of committed transactions and what they saw, and its check: replayed one after the other in the order of their
 * versions, every transaction must see exactly what it saw, and the order must agree with real time.
 *
 * <p>Every written value is unique (lists grow by numbers that are never used twice), so a value tells which write was
 * read: the idea of Elle's list-append histories (Kingsbury, Alvaro, "Elle: Inferring Isolation Anomalies from
 * Experimental Observations", VLDB 2020). The store reports its serial order, so no cycle has to be searched.
 */
final class History {

    /** What a transaction did to one key, in order; the list is the state it saw or left. */
    sealed interface Event {
        /** A key was seen with this list; empty if absent. */
        record Read(String key, List<Integer> seen) implements Event {}

        /** A range was seen with exactly these entries. */
        record Scan(String low, String high, Map<String, List<Integer>> seen) implements Event {}

        /** A key was given this list. */
        record Write(String key, List<Integer> list) implements Event {}
    }

    /** One committed transaction; times are of {@link System#nanoTime}. */
    record Committed(long version, boolean wrote, long began, long ended, List<Event> events) {}

    private final List<Committed> all = new ArrayList<>();

    synchronized void add(List<Committed> some) {
        all.addAll(some);
    }

    synchronized int size() {
        return all.size();
    }

    /** What does not fit, in words; empty if the history is serializable in the order of versions. */
    synchronized List<String> problems() {
        List<String> problems = new ArrayList<>();
        // Those who wrote nothing stand right behind the state they saw.
        all.sort(Comparator.comparingLong(Committed::version).thenComparing(c -> !c.wrote()));
        TreeMap<String, List<Integer>> state = new TreeMap<>();
        for (Committed transaction : all) {
            replay(transaction, state, problems);
        }
        realTime(problems);
        return problems;
    }

    private static void replay(Committed transaction, TreeMap<String, List<Integer>> state, List<String> problems) {
        for (Event event : transaction.events()) {
            switch (event) {
                case Event.Read(String key, List<Integer> seen) -> {
                    List<Integer> expected = state.getOrDefault(key, List.of());
                    if (!expected.equals(seen)) {
                        problems.add(
                                "version " + transaction.version() + " read " + key + "=" + seen + ", not " + expected);
                    }
                }
                case Event.Scan(String low, String high, Map<String, List<Integer>> seen) -> {
                    Map<String, List<Integer>> expected = new HashMap<>(state.subMap(low, high));
                    if (!expected.equals(seen)) {
                        problems.add("version " + transaction.version() + " scanned " + seen + ", not " + expected);
                    }
                }
                case Event.Write(String key, List<Integer> list) -> {
                    if (list.isEmpty()) {
                        state.remove(key);
                    } else {
                        state.put(key, list);
                    }
                }
            }
        }
    }

    /** Nobody may stand behind one who began after he had ended. */
    private void realTime(List<String> problems) {
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
                problems.add("version " + transaction.version() + " began after the end of one ordered behind it");
            }
        }
    }

    static byte[] encode(List<Integer> list) {
        byte[] bytes = new byte[list.size() * 4];
        for (int i = 0; i < list.size(); i++) {
            int value = list.get(i);
            for (int j = 0; j < 4; j++) {
                bytes[4 * i + j] = (byte) (value >>> (24 - 8 * j));
            }
        }
        return bytes;
    }

    static List<Integer> decode(byte[] bytes) {
        Integer[] list = new Integer[bytes.length / 4];
        for (int i = 0; i < list.length; i++) {
            int value = 0;
            for (int j = 0; j < 4; j++) {
                value = value << 8 | bytes[4 * i + j] & 0xff;
            }
            list[i] = value;
        }
        return Arrays.asList(list);
    }
}
