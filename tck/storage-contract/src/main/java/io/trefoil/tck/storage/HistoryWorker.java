package io.trefoil.tck.storage;

import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.Durability;
import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.LockMode;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.storage.Mark;
import io.trefoil.sql.storage.ScanRequest;
import io.trefoil.sql.storage.StorageException.StatementRetry;
import io.trefoil.sql.storage.StorageException.TransactionRetry;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.storage.TransactionOptions;
import io.trefoil.sql.storage.TransactionalStore;
import io.trefoil.tck.storage.History.Committed;
import io.trefoil.tck.storage.History.Event;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Runs random transactions over a few keys and writes down what the committed ones saw. */
final class HistoryWorker {
    private static final int SPACE = StoreTestCase.TABLE;
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final TransactionalStore store;
    private final Random random;
    private final int keys;
    private final List<Committed> committed = new ArrayList<>();
    /** Of the transaction that is running; cut back with marks and restarts. */
    private final List<Event> events = new ArrayList<>();

    private int failed;

    HistoryWorker(TransactionalStore store, long seed, int keys) {
        this.store = store;
        this.random = new Random(seed);
        this.keys = keys;
    }

    List<Committed> committed() {
        return committed;
    }

    int failed() {
        return failed;
    }

    void run(long untilNanos) {
        while (System.nanoTime() < untilNanos) {
            boolean readOnly = random.nextInt(8) == 0;
            TransactionOptions options = TransactionOptions.DEFAULT
                    .withReadOnly(readOnly)
                    .withDurability(random.nextInt(3) == 0 ? Durability.ASYNC : Durability.SYNC);
            long began = System.nanoTime();
            try (StorageTransaction transaction = store.begin(options)) {
                attempts(transaction, readOnly, began);
            }
        }
    }

    private void attempts(StorageTransaction transaction, boolean readOnly, long began) {
        int steps = 1 + random.nextInt(4);
        boolean synchronous = transaction.options().durability() == Durability.SYNC;
        for (int attempt = 0; attempt < 6; attempt++) {
            events.clear();
            try {
                for (int i = 0; i < steps; i++) {
                    step(transaction, readOnly);
                }
                if (random.nextInt(15) == 0) {
                    return;
                }
                long version = transaction.commit();
                boolean wrote = events.stream().anyMatch(e -> e instanceof Event.Write);
                // A commit that nobody waited for may be passed by a reader of the durable state: not promised
                // otherwise.
                long ended = synchronous ? System.nanoTime() : Long.MAX_VALUE;
                if (version > 0) {
                    committed.add(new Committed(
                            version, wrote, readOnly ? Long.MIN_VALUE : began, ended, List.copyOf(events)));
                }
                return;
            } catch (TransactionRetry e) {
                failed++;
                if (e.why() == TransactionRetry.Why.DEADLOCK && random.nextBoolean()) {
                    return;
                }
                transaction.restart();
            }
        }
    }

    private void step(StorageTransaction transaction, boolean readOnly) {
        if (readOnly) {
            statement(transaction, random.nextBoolean() ? this::scan : this::read);
            return;
        }
        switch (random.nextInt(12)) {
            case 0, 1 -> statement(transaction, this::read);
            case 2, 3 -> statement(transaction, this::scan);
            case 4 -> statement(transaction, s -> append(s, Access.READ));
            case 5, 6 -> statement(transaction, s -> append(s, Access.FOR_NO_KEY_UPDATE));
            case 7 -> statement(transaction, this::updateScanned);
            case 8 -> statement(transaction, this::insertOrDelete);
            case 9 -> statement(transaction, s -> write(s, key(), List.of(NUMBERS.incrementAndGet())));
            case 10 -> undone(transaction);
            default -> statement(transaction, s -> readLocked(s, Access.FOR_SHARE));
        }
    }

    /** A step that is rolled back to a savepoint: its writes vanish, and its events with them. */
    private void undone(StorageTransaction transaction) {
        Mark mark = transaction.mark();
        int before = events.size();
        step(transaction, false);
        transaction.rollbackTo(mark);
        events.subList(before, events.size()).clear();
        statement(transaction, this::read);
    }

    private interface Body {
        void run(StorageStatement statement);
    }

    private void statement(StorageTransaction transaction, Body body) {
        try (StorageStatement statement = transaction.beginStatement()) {
            int before = events.size();
            while (true) {
                try {
                    body.run(statement);
                    return;
                } catch (StatementRetry e) {
                    events.subList(before, events.size()).clear();
                    statement.restart();
                }
            }
        }
    }

    private void read(StorageStatement statement) {
        get(statement, key(), Access.READ);
    }

    private void readLocked(StorageStatement statement, Access access) {
        get(statement, key(), access);
    }

    private void append(StorageStatement statement, Access access) {
        String key = key();
        List<Integer> list = new ArrayList<>(get(statement, key, access));
        if (list.size() > 20) {
            list.clear();
        }
        list.add(NUMBERS.incrementAndGet());
        write(statement, key, list);
    }

    /** An UPDATE over a scan: finds rows, locks them, overwrites them. */
    private void updateScanned(StorageStatement statement) {
        Map<String, List<Integer>> seen = scanRange(statement, Access.READ);
        for (Map.Entry<String, List<Integer>> row : seen.entrySet()) {
            if (random.nextBoolean()) {
                statement.lock(SPACE, bytes(row.getKey()), LockMode.NO_KEY_UPDATE, LockWait.BLOCK);
                write(statement, row.getKey(), List.of(NUMBERS.incrementAndGet()));
            }
        }
    }

    private void insertOrDelete(StorageStatement statement) {
        String key = key();
        if (random.nextBoolean()) {
            statement.delete(SPACE, bytes(key));
            events.add(new Event.Write(key, List.of()));
            return;
        }
        List<Integer> list = List.of(NUMBERS.incrementAndGet());
        byte[] existing = statement.insert(SPACE, bytes(key), History.encode(list), LockWait.BLOCK);
        if (existing == null) {
            events.add(new Event.Read(key, List.of()));
            events.add(new Event.Write(key, list));
        }
    }

    private void scan(StorageStatement statement) {
        scanRange(statement, Access.READ);
    }

    private Map<String, List<Integer>> scanRange(StorageStatement statement, Access access) {
        int from = random.nextInt(keys);
        int to = Math.min(keys, from + 1 + random.nextInt(5));
        boolean reverse = random.nextBoolean();
        String low = name(from);
        String high = name(to);
        Map<String, List<Integer>> seen = new HashMap<>();
        int limit = random.nextInt(3) == 0 ? 1 : Integer.MAX_VALUE;
        KeyRange range = new KeyRange(SPACE, bytes(low), bytes(high));
        String last = null;
        try (KeyCursor cursor = statement.scan(new ScanRequest(range, reverse, 0, access))) {
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
        byte @Nullable [] value = statement.get(SPACE, bytes(key), access);
        List<Integer> list = value == null ? List.of() : History.decode(value);
        events.add(new Event.Read(key, list));
        return list;
    }

    private void write(StorageStatement statement, String key, List<Integer> list) {
        statement.put(SPACE, bytes(key), History.encode(list));
        events.add(new Event.Write(key, List.copyOf(list)));
    }

    private String key() {
        return name(random.nextInt(keys));
    }

    private static String name(int i) {
        return String.format("k%05d", i);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
