package io.trefoil.sql.engine.execute;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction has put off: which constraints wait for its end, and the keys that are to be looked at then
 * (PostgreSQL docs, SET CONSTRAINTS). Used by the thread that runs the transaction.
 *
 * <p>A check looks at the state that is there when it is made, not at the change that asked for it. So a key whose change
 * was undone, by another change or by rolling back to a savepoint, costs a look and finds nothing wrong; nothing has to be
 * taken out of the lists. Lists beyond work_mem go to disk.
 */
public final class DeferredChecks implements AutoCloseable {
    /** Which side of a constraint is to be looked at. */
    public enum Side {
        /** UNIQUE, PRIMARY KEY: no two rows with the key. */
        KEY,
        /** FOREIGN KEY: rows with the key point at a row. */
        REFERENCING,
        /** FOREIGN KEY: nothing points at the key that was removed. */
        REFERENCED
    }

    /**
     * One list of keys.
     *
     * @param table that has the constraint
     * @param constraint its OID
     * @param changed the table whose rows have changed: the one that has the constraint, or the one that it points at
     */
    public record Subject(int table, int constraint, Side side, int changed) {}

    /** Where the transaction stood: for savepoints. */
    public record Place(Modes modes, Map<Subject, Long> checked) {}

    /**
     * SET CONSTRAINTS of this transaction.
     *
     * @param all of ALL, null while that was not said
     * @param named of single constraints said since then
     */
    private record Modes(@Nullable Boolean all, Map<Integer, Boolean> named) {
        static final Modes NONE = new Modes(null, Map.of());
    }

    private static final class Pending {
        final RowList keys;
        long checked;

        Pending(RowList keys) {
            this.keys = keys;
        }
    }

    private final Map<Subject, Pending> lists = new LinkedHashMap<>();
    private Modes modes = Modes.NONE;

    /** Whether a deferrable constraint waits for the end of the transaction. */
    public boolean defers(int constraint, boolean initiallyDeferred) {
        Boolean said = modes.named().get(constraint);
        if (said == null) {
            said = modes.all();
        }
        return said == null ? initiallyDeferred : said;
    }

    /** SET CONSTRAINTS ALL. */
    public void setAll(boolean deferred) {
        modes = new Modes(deferred, Map.of());
    }

    /** SET CONSTRAINTS with names. */
    public void set(Collection<Integer> constraints, boolean deferred) {
        Map<Integer, Boolean> named = new HashMap<>(modes.named());
        constraints.forEach(constraint -> named.put(constraint, deferred));
        modes = new Modes(modes.all(), Map.copyOf(named));
    }

    /** Puts a key off. @param newList makes the list for the first one, which is closed with the transaction */
    public void add(Subject subject, @Nullable Object[] key, Supplier<RowList> newList) {
        Pending pending = lists.get(subject);
        if (pending == null) {
            pending = new Pending(newList.get());
            lists.put(subject, pending);
        }
        pending.keys.add(key);
    }

    /** Whether anything is left to be looked at. */
    public boolean isPending() {
        for (Pending pending : lists.values()) {
            if (pending.checked < pending.keys.size()) {
                return true;
            }
        }
        return false;
    }

    /** Whether changes of this table's rows are left to be looked at. */
    public boolean isPending(int table) {
        return lists.entrySet().stream()
                .anyMatch(entry -> entry.getKey().changed() == table
                        && entry.getValue().checked < entry.getValue().keys.size());
    }

    /** What is done with a list: the keys from a position on. */
    @FunctionalInterface
    public interface Check {
        void check(Subject subject, RowList keys, long from);
    }

    /** Has the keys of these subjects looked at; those that pass are done with. */
    public void checkAll(Predicate<Subject> wanted, Check check) {
        List<Subject> subjects = new ArrayList<>(lists.keySet());
        for (Subject subject : subjects) {
            Pending pending = lists.get(subject);
            if (pending != null && wanted.test(subject) && pending.checked < pending.keys.size()) {
                check.check(subject, pending.keys, pending.checked);
                pending.checked = pending.keys.size();
            }
        }
    }

    /** For a savepoint. */
    public Place place() {
        if (lists.isEmpty()) {
            return new Place(modes, Map.of());
        }
        Map<Subject, Long> checked = new HashMap<>();
        lists.forEach((subject, pending) -> checked.put(subject, pending.checked));
        return new Place(modes, checked);
    }

    /** Back at a savepoint, what was looked at since then is open again. */
    public void returnTo(Place place) {
        modes = place.modes();
        lists.forEach((subject, pending) -> pending.checked = place.checked().getOrDefault(subject, 0L));
    }

    /** The transaction is over, or begins anew. */
    @Override
    public void close() {
        lists.values().forEach(pending -> pending.keys.close());
        lists.clear();
        modes = Modes.NONE;
    }
}
