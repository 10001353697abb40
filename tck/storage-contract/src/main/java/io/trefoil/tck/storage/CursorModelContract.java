package io.trefoil.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.storage.Mark;
import io.trefoil.sql.storage.ScanRequest;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random transactions by one thread, compared step by step with a plain sorted map. */
public abstract class CursorModelContract extends StoreTestCase {
    private static final int TRANSACTIONS = 150;

    /** The state after the writes of finished statements, and at each mark. */
    private record Savepoint(Mark mark, TreeMap<byte[], byte[]> state) {}

    @Test
    void everythingAgreesWithASortedMap() {
        long seed = Seeds.next("cursor model");
        Random random = new Random(seed);
        TreeMap<byte[], byte[]> committed = new TreeMap<>(Arrays::compareUnsigned);
        for (int i = 0; i < TRANSACTIONS; i++) {
            if (fixture().durable() && random.nextInt(50) == 0) {
                reopen();
            }
            if (random.nextInt(20) == 0) {
                store.flush();
            }
            try (StorageTransaction transaction = begin()) {
                TreeMap<byte[], byte[]> state = run(transaction, copy(committed), random);
                if (random.nextInt(4) > 0) {
                    transaction.commit();
                    committed = state;
                }
            }
            try (StorageTransaction check = begin();
                    StorageStatement statement = check.beginStatement()) {
                compare(statement, committed, KeyRange.all(TABLE), false);
            }
        }
    }

    private static TreeMap<byte[], byte[]> run(
            StorageTransaction transaction, TreeMap<byte[], byte[]> start, Random random) {
        TreeMap<byte[], byte[]> state = start;
        ArrayDeque<Savepoint> savepoints = new ArrayDeque<>();
        for (int i = random.nextInt(12); i >= 0; i--) {
            switch (random.nextInt(8)) {
                case 0 -> savepoints.push(new Savepoint(transaction.mark(), copy(state)));
                case 1 -> {
                    Savepoint savepoint = savepoints.peek();
                    if (savepoint != null) {
                        if (random.nextBoolean()) {
                            savepoints.pop();
                        }
                        transaction.rollbackTo(savepoint.mark());
                        state = copy(savepoint.state());
                    }
                }
                default -> state = statement(transaction, state, random);
            }
        }
        return state;
    }

    private static TreeMap<byte[], byte[]> statement(
            StorageTransaction transaction, TreeMap<byte[], byte[]> before, Random random) {
        TreeMap<byte[], byte[]> after = copy(before);
        try (StorageStatement statement = transaction.beginStatement()) {
            KeyRange range = range(random);
            boolean reverse = random.nextBoolean();
            KeyCursor open = statement.scan(new ScanRequest(range, reverse, 0, Access.READ));
            List<String> seen = new ArrayList<>();
            for (int i = random.nextInt(10); i >= 0; i--) {
                step(statement, before, after, random);
                if (open.next()) {
                    seen.add(Arrays.toString(open.key()) + Arrays.toString(open.value()));
                }
            }
            while (open.next()) {
                seen.add(Arrays.toString(open.key()) + Arrays.toString(open.value()));
            }
            open.close();
            assertThat(seen).isEqualTo(expected(before, range, reverse));
        }
        return after;
    }

    private static void step(
            StorageStatement statement, TreeMap<byte[], byte[]> before, TreeMap<byte[], byte[]> after, Random random) {
        byte[] key = key(random);
        switch (random.nextInt(6)) {
            case 0, 1 -> {
                byte[] value = value(random);
                statement.put(TABLE, key, value);
                after.put(key, value);
            }
            case 2 -> {
                statement.delete(TABLE, key);
                after.remove(key);
            }
            case 3 -> {
                byte[] value = value(random);
                assertThat(statement.insert(TABLE, key, value, LockWait.BLOCK))
                        .isEqualTo(after.putIfAbsent(key, value));
            }
            case 4 -> {
                assertThat(statement.get(TABLE, key, Access.READ)).isEqualTo(before.get(key));
                assertThat(statement.get(TABLE, key, Access.LATEST)).isEqualTo(after.get(key));
            }
            default -> compare(statement, before, range(random), random.nextBoolean());
        }
    }

    private static void compare(
            StorageStatement statement, NavigableMap<byte[], byte[]> state, KeyRange range, boolean reverse) {
        List<String> seen = new ArrayList<>();
        try (KeyCursor cursor = statement.scan(new ScanRequest(range, reverse, 0, Access.READ))) {
            while (cursor.next()) {
                seen.add(Arrays.toString(cursor.key()) + Arrays.toString(cursor.value()));
            }
        }
        assertThat(seen).isEqualTo(expected(state, range, reverse));
    }

    private static List<String> expected(NavigableMap<byte[], byte[]> state, KeyRange range, boolean reverse) {
        List<String> result = new ArrayList<>();
        for (Map.Entry<byte[], byte[]> entry : (reverse ? state.descendingMap() : state).entrySet()) {
            if (range.contains(entry.getKey())) {
                result.add(Arrays.toString(entry.getKey()) + Arrays.toString(entry.getValue()));
            }
        }
        return result;
    }

    private static byte[] key(Random random) {
        byte[] key = new byte[random.nextInt(4)];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (random.nextInt(4) * 85);
        }
        return key;
    }

    private static byte[] value(Random random) {
        byte[] value = new byte[random.nextInt(20) == 0 ? 5000 : random.nextInt(8)];
        random.nextBytes(value);
        return value;
    }

    private static KeyRange range(Random random) {
        byte @Nullable [] high = random.nextInt(4) == 0 ? null : key(random);
        return new KeyRange(TABLE, key(random), high);
    }

    private static TreeMap<byte[], byte[]> copy(TreeMap<byte[], byte[]> state) {
        return new TreeMap<>(state);
    }
}
