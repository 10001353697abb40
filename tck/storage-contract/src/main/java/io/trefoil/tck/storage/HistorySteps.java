package io.trefoil.tck.storage;

import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.Isolation;
import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.LockMode;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.storage.ReadHabit;
import io.trefoil.sql.storage.ScanRequest;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.tck.storage.History.Event;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The statements of random transactions; each writes down what it saw and did. */
final class HistorySteps {
    private static final List<String> KINDS = List.of("c", "k", "p", "r", "u", "x");
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final Random random;
    private final int keys;
    private final List<Event> events;
    private final ReadHabit habit = new ReadHabit();
    private Isolation isolation = Isolation.SERIALIZABLE;

    /** A statement's body. */
    interface Step {
        void run(StorageStatement statement);
    }

    HistorySteps(Random random, int keys, List<Event> events) {
        this.random = random;
        this.keys = keys;
        this.events = events;
    }

    void isolation(Isolation of) {
        isolation = of;
    }

    Step anyReading() {
        return switch (random.nextInt(3)) {
            case 0 -> this::read;
            case 1 -> this::scan;
            default -> this::readGroup;
        };
    }

    Step any() {
        return switch (random.nextInt(21)) {
            case 0, 1 -> this::read;
            case 2, 3 -> this::scan;
            case 4 -> s -> append(s, Access.READ);
            case 5, 6 -> s -> append(s, Access.FOR_NO_KEY_UPDATE);
            case 7 -> this::updateScanned;
            case 8 -> this::insertOrDelete;
            case 9 -> s -> write(s, register(), List.of(number()));
            case 10 -> s -> get(s, register(), Access.FOR_SHARE);
            case 11, 12 -> this::readGroup;
            case 13 -> this::moveRow;
            case 14 -> this::updateGroup;
            case 15 -> this::addChild;
            case 16 -> this::removeParent;
            case 17 -> this::updateParent;
            case 18 -> this::removeChildren;
            case 19 -> this::takeUnlocked;
            default -> random.nextInt(4) == 0 ? this::writeMany : this::read;
        };
    }

    void removeEverything(StorageStatement statement) {
        readEverything(statement);
        for (Event event : List.copyOf(events)) {
            if (event instanceof Event.Scan(String low, String high, Map<String, List<Integer>> seen)) {
                seen.keySet().forEach(key -> delete(statement, key));
            }
        }
    }

    void readEverything(StorageStatement statement) {
        for (String kind : KINDS) {
            scan(statement, kind, kind + "~", Integer.MAX_VALUE, false);
        }
    }

    void read(StorageStatement statement) {
        String key = register();
        if (random.nextInt(4) == 0) {
            statement.expectWrite(HistoryKeys.space(key), HistoryKeys.bytes(key), habit);
        }
        get(statement, key, Access.READ);
    }

    private void scan(StorageStatement statement) {
        scanRegisters(statement);
    }

    private void append(StorageStatement statement, Access access) {
        String key = register();
        append(statement, key, get(statement, key, access));
    }

    private void append(StorageStatement statement, String key, List<Integer> seen) {
        List<Integer> list = new ArrayList<>(seen);
        if (list.size() > 20) {
            list.clear();
        }
        list.add(number());
        write(statement, key, list);
    }

    /** An UPDATE over a scan: finds rows, locks them, overwrites them. */
    private void updateScanned(StorageStatement statement) {
        for (String key : scanRegisters(statement).keySet()) {
            if (random.nextBoolean()) {
                lock(statement, key, LockMode.NO_KEY_UPDATE);
                write(statement, key, List.of(number()));
            }
        }
    }

    /** An UPDATE through the index: the condition is read as a range of the index. */
    private void updateGroup(StorageStatement statement) {
        for (String row : readGroup(statement, group())) {
            if (random.nextBoolean()) {
                lock(statement, row, LockMode.NO_KEY_UPDATE);
                List<Integer> seen = get(statement, row, Access.READ);
                if (!seen.isEmpty()) {
                    write(statement, row, List.of(seen.getFirst(), number()));
                }
            }
        }
    }

    private void readGroup(StorageStatement statement) {
        readGroup(statement, group());
    }

    /** The rows of a group: by the index, then row by row, as an index scan does it. */
    private List<String> readGroup(StorageStatement statement, int group) {
        String prefix = HistoryKeys.entries(group);
        List<String> rows = new ArrayList<>();
        for (String entry : scan(statement, prefix, prefix + "~", Integer.MAX_VALUE, random.nextBoolean())
                .keySet()) {
            rows.add(entry.substring(prefix.length()));
        }
        for (String row : rows) {
            List<Integer> seen = get(statement, row, Access.READ);
            if (seen.isEmpty() || seen.getFirst() != group) {
                events.add(
                        new Event.Disagreement("the index has " + row + " in group " + group + ", the row is " + seen));
            }
        }
        return rows;
    }

    /** An INSERT, DELETE or UPDATE of the indexed column. */
    private void moveRow(StorageStatement statement) {
        String row = HistoryKeys.row(random.nextInt(keys));
        boolean lockFirst = isolation != Isolation.SERIALIZABLE || random.nextBoolean();
        List<Integer> seen = get(statement, row, lockFirst ? Access.FOR_UPDATE : Access.READ);
        int to = group();
        if (seen.isEmpty()) {
            if (insert(statement, row, List.of(to, number()))) {
                write(statement, HistoryKeys.entry(to, row), List.of(number()));
            }
            return;
        }
        delete(statement, HistoryKeys.entry(seen.getFirst(), row));
        if (random.nextInt(4) == 0) {
            delete(statement, row);
        } else {
            write(statement, row, List.of(to, number()));
            write(statement, HistoryKeys.entry(to, row), List.of(number()));
        }
    }

    private void insertOrDelete(StorageStatement statement) {
        String key = random.nextBoolean() ? register() : HistoryKeys.unique(random.nextInt(keys));
        if (random.nextBoolean()) {
            delete(statement, key);
        } else {
            insert(statement, key, List.of(number()));
        }
    }

    /** SKIP LOCKED over an unrecorded scan: of what was looked at only the locked rows count. */
    private void takeUnlocked(StorageStatement statement) {
        KeyRange range = KeyRange.prefix(HistoryKeys.space("k"), HistoryKeys.bytes("k"));
        Map<String, List<Integer>> taken = new HashMap<>();
        try (KeyCursor cursor = statement.scan(ScanRequest.of(range).with(Access.UNTRACKED))) {
            while (taken.size() < 2 && cursor.next()) {
                if (statement.lock(range.space(), cursor.key(), LockMode.UPDATE, LockWait.SKIP)) {
                    taken.put(new String(cursor.key(), StandardCharsets.UTF_8), History.decode(cursor.value()));
                }
            }
        }
        for (Map.Entry<String, List<Integer>> row : taken.entrySet()) {
            events.add(new Event.Read(row.getKey(), row.getValue()));
            events.add(new Event.Locked(row.getKey()));
            if (random.nextBoolean()) {
                delete(statement, row.getKey());
            } else {
                append(statement, row.getKey(), row.getValue());
            }
        }
    }

    private void addChild(StorageStatement statement) {
        String parent = parent();
        boolean exists =
                statement.get(HistoryKeys.space(parent), HistoryKeys.bytes(parent), Access.REFERENCE_CHECK) != null;
        events.add(new Event.Exists(parent, exists));
        if (exists) {
            write(statement, HistoryKeys.child(parent, random.nextInt(keys)), List.of(number()));
        }
    }

    private void removeChildren(StorageStatement statement) {
        String prefix = HistoryKeys.childrenOf(parent());
        for (String child : scan(statement, prefix, prefix + "~", 2, false).keySet()) {
            lock(statement, child, LockMode.UPDATE);
            delete(statement, child);
        }
    }

    /** ON DELETE RESTRICT: looks for children in the newest state, under the lock that keeps new ones away. */
    private void removeParent(StorageStatement statement) {
        String parent = parent();
        statement.lock(HistoryKeys.space(parent), HistoryKeys.bytes(parent), LockMode.UPDATE, LockWait.BLOCK);
        byte[] prefix = HistoryKeys.bytes(HistoryKeys.childrenOf(parent));
        KeyRange children = KeyRange.prefix(HistoryKeys.space("c"), prefix);
        try (KeyCursor cursor = statement.scan(ScanRequest.of(children).with(Access.LATEST))) {
            if (cursor.next()) {
                return;
            }
        }
        delete(statement, parent);
    }

    private void updateParent(StorageStatement statement) {
        String parent = parent();
        List<Integer> seen = get(statement, parent, Access.FOR_NO_KEY_UPDATE);
        if (seen.isEmpty()) {
            insert(statement, parent, List.of(number()));
        } else {
            append(statement, parent, seen);
        }
    }

    private void writeMany(StorageStatement statement) {
        for (int i = 0; i < Math.min(keys, 60); i++) {
            write(statement, HistoryKeys.register(i), List.of(number()));
        }
    }

    private Map<String, List<Integer>> scanRegisters(StorageStatement statement) {
        int from = random.nextInt(keys);
        int to = Math.min(keys, from + 1 + random.nextInt(5));
        int limit = random.nextInt(3) == 0 ? 1 : Integer.MAX_VALUE;
        String low = HistoryKeys.register(from);
        return scan(statement, low, HistoryKeys.register(to), limit, random.nextBoolean());
    }

    private Map<String, List<Integer>> scan(
            StorageStatement statement, String from, String to, int limit, boolean reverse) {
        String low = from;
        String high = to;
        Map<String, List<Integer>> seen = new HashMap<>();
        KeyRange range = new KeyRange(HistoryKeys.space(low), HistoryKeys.bytes(low), HistoryKeys.bytes(high));
        String last = null;
        try (KeyCursor cursor = statement.scan(new ScanRequest(range, reverse, 0, Access.READ))) {
            while (seen.size() < limit) {
                if (!cursor.next()) {
                    last = null;
                    break;
                }
                last = new String(cursor.key(), StandardCharsets.UTF_8);
                seen.put(last, History.decode(cursor.value()));
            }
        }
        if (last != null && reverse) {
            low = last;
        } else if (last != null) {
            high = last + "\0";
        }
        events.add(new Event.Scan(low, high, seen));
        return seen;
    }

    private List<Integer> get(StorageStatement statement, String key, Access access) {
        byte @Nullable [] value = statement.get(HistoryKeys.space(key), HistoryKeys.bytes(key), access);
        List<Integer> list = value == null ? List.of() : History.decode(value);
        events.add(new Event.Read(key, list));
        if (access.lock() != null) {
            events.add(new Event.Locked(key));
        }
        return list;
    }

    private void lock(StorageStatement statement, String key, LockMode mode) {
        statement.lock(HistoryKeys.space(key), HistoryKeys.bytes(key), mode, LockWait.BLOCK);
        events.add(new Event.Locked(key));
    }

    private void write(StorageStatement statement, String key, List<Integer> list) {
        statement.put(HistoryKeys.space(key), HistoryKeys.bytes(key), History.encode(list));
        events.add(new Event.Write(key, List.copyOf(list), false));
    }

    private void delete(StorageStatement statement, String key) {
        statement.delete(HistoryKeys.space(key), HistoryKeys.bytes(key));
        events.add(new Event.Write(key, List.of(), false));
    }

    /** Below SERIALIZABLE an insert looks at a newer state than the rest, so what it found is not noted there. */
    private boolean insert(StorageStatement statement, String key, List<Integer> list) {
        byte[] found =
                statement.insert(HistoryKeys.space(key), HistoryKeys.bytes(key), History.encode(list), LockWait.BLOCK);
        if (isolation == Isolation.SERIALIZABLE) {
            events.add(new Event.Read(key, found == null ? List.of() : History.decode(found)));
        }
        if (found == null) {
            events.add(new Event.Write(key, list, true));
        }
        return found == null;
    }

    private static int number() {
        return NUMBERS.incrementAndGet();
    }

    private int group() {
        return random.nextInt(HistoryKeys.GROUPS);
    }

    private String register() {
        return HistoryKeys.register(random.nextInt(keys));
    }

    private String parent() {
        return HistoryKeys.parent(random.nextInt(Math.max(2, keys / 4)));
    }
}
