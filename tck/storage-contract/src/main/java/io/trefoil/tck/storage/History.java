package io.trefoil.tck.storage;

import io.trefoil.sql.storage.Isolation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record of committed transactions and what they saw; {@link HistoryCheck} tells whether it can have been.
 *
 * <p>Every written value is unique (lists grow by numbers that are never used twice), so a value tells which write was
 * read: the idea of Elle's list-append histories (Kingsbury, Alvaro, "Elle: Inferring Isolation Anomalies from
 * Experimental Observations", VLDB 2020). The store reports its serial order, so no cycle has to be searched.
 */
final class History {

    /** What a transaction did to one key, in order; a list is the state it saw or left, empty if absent. */
    sealed interface Event {
        /** A key was seen with this list. */
        record Read(String key, List<Integer> seen) implements Event {}

        /** A range was seen with exactly these entries. */
        record Scan(String low, String high, Map<String, List<Integer>> seen) implements Event {}

        /** A foreign key's check found a key, or not. */
        record Exists(String key, boolean seen) implements Event {}

        /** A key was locked against writers and seen in its newest state. */
        record Locked(String key) implements Event {}

        /** A key was given this list; {@code inserted} if only because there was nothing. */
        record Write(String key, List<Integer> list, boolean inserted) implements Event {}

        /** An index and its table did not agree in one state. */
        record Disagreement(String what) implements Event {}

        /** The statement that did the events before has ended; it saw this version. */
        record Statement(long version) implements Event {}
    }

    /** One committed transaction; times are of {@link System#nanoTime}. */
    record Committed(long version, Isolation isolation, boolean wrote, long began, long ended, List<Event> events) {
        /** The newest version whose commits it must have seen, if it stands where its version says. */
        long before() {
            return wrote ? version - 1 : version;
        }
    }

    private final List<Committed> all = new ArrayList<>();

    synchronized void add(List<Committed> some) {
        all.addAll(some);
    }

    synchronized int size() {
        return all.size();
    }

    /** What does not fit, in words; empty if every transaction got what its level promises. */
    List<String> problems() {
        return problems(null);
    }

    /** What would not fit if every transaction had been promised this level. */
    synchronized List<String> problems(@Nullable Isolation promised) {
        return new HistoryCheck(all).problems(promised);
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
