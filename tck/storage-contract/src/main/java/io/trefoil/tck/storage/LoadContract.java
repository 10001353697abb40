package io.trefoil.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.storage.Mark;
import io.trefoil.sql.storage.ScanRequest;
import io.trefoil.sql.storage.SpaceLoad;
import io.trefoil.sql.storage.SpaceLock;
import io.trefoil.sql.storage.StorageException.TransactionRetry;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.storage.StoreOptions;
import io.trefoil.sql.storage.TransactionOptions;
import io.trefoil.sql.storage.TransactionalStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Loads: entries that go to sorted files behave as any other writes of their transaction. */
public abstract class LoadContract extends StoreTestCase {

    /** A place in the transaction that can be rolled back to, and what it looked like. */
    private record Saved(Mark mark, TreeMap<String, String> content) {}

    @Test
    void aLoadIsSeenByLaterStatementsAndByOthersAfterCommit() {
        given("b", "old");
        try (StorageTransaction transaction = begin();
                StorageTransaction reader = begin()) {
            assertThat(list(reader, "", null)).containsExactly("b=old");
            transaction.lockSpace(TABLE, SpaceLock.EXCLUSIVE, LockWait.BLOCK);
            try (StorageStatement statement = transaction.beginStatement()) {
                assertThat(load(statement, Map.of("a", "1", "b", "2", "c", "3")))
                        .containsExactly("b");
                assertThat(text(statement.get(TABLE, bytes("c"), Access.LATEST)))
                        .isEqualTo("3");
            }
            assertThat(list(transaction, "", null)).containsExactly("a=1", "b=old", "c=3");
            assertThat(get(transaction, "c")).isEqualTo("3");
            assertThat(list(reader, "", null)).containsExactly("b=old");
            transaction.commit();
            assertThat(list(reader, "", null)).containsExactly("b=old");
            reader.rollback();
        }
        assertThat(committedList()).containsExactly("a=1", "b=old", "c=3");
    }

    @Test
    void insertFindsALoadedKey() {
        assertThat(insert("a")).isEqualTo("nothing");
        try (StorageTransaction transaction = begin()) {
            transaction.lockSpace(TABLE, SpaceLock.EXCLUSIVE, LockWait.BLOCK);
            try (StorageStatement statement = transaction.beginStatement()) {
                load(statement, Map.of("b", "1", "c", "2"));
            }
            transaction.commit();
        }
        assertThat(insert("c")).isEqualTo("2");
        assertThat(insert("d")).isEqualTo("nothing");
    }

    private String insert(String key) {
        return retrying(TransactionOptions.DEFAULT, statement -> {
            String found = text(statement.insert(TABLE, bytes(key), bytes("inserted"), LockWait.BLOCK));
            return found == null ? "nothing" : found;
        });
    }

    @Test
    void withoutTheLockOfTheSpaceThereIsNoLoad() {
        try (StorageTransaction transaction = begin();
                StorageStatement statement = transaction.beginStatement()) {
            assertThat(statement.load(TABLE)).isNull();
        }
    }

    @Test
    void whoReadTheSpaceBeforeALoadCannotWriteOnThatGround() {
        try (StorageTransaction loading = begin();
                StorageTransaction other = begin()) {
            assertThat(list(other, "", null)).isEmpty();
            loading.lockSpace(TABLE, SpaceLock.EXCLUSIVE, LockWait.BLOCK);
            try (StorageStatement statement = loading.beginStatement()) {
                load(statement, Map.of("a", "1"));
            }
            loading.commit();
            try (StorageStatement statement = other.beginStatement()) {
                statement.put(TABLE + 1, bytes("x"), bytes("y"));
            }
            assertThatThrownBy(other::commit).isInstanceOf(TransactionRetry.class);
        }
    }

    @Test
    void randomHistoriesWithLoadsMatchAModel() {
        Random random = new Random(Seeds.next("loads"));
        StoreOptions tight = OPTIONS.withTransactionMemoryBytes(20_000);
        TreeMap<String, String> committed = new TreeMap<>();
        for (int open = 0; open < 3; open++) {
            try (TransactionalStore small = TransactionalStore.open(
                    fixture().location(directory.resolve("loads" + (fixture().durable() ? "" : open))), tight)) {
                if (!fixture().durable()) {
                    committed.clear();
                }
                assertThat(content(small)).isEqualTo(committed);
                for (int i = 0; i < 5; i++) {
                    committed = history(small, committed, random);
                    assertThat(content(small)).isEqualTo(committed);
                }
            }
        }
    }

    private static TreeMap<String, String> history(
            TransactionalStore small, TreeMap<String, String> before, Random random) {
        TreeMap<String, String> now = new TreeMap<>(before);
        Deque<Saved> marks = new ArrayDeque<>();
        try (StorageTransaction transaction = small.begin(TransactionOptions.DEFAULT)) {
            transaction.lockSpace(TABLE, SpaceLock.EXCLUSIVE, LockWait.BLOCK);
            int steps = random.nextInt(12);
            for (int step = 0; step < steps; step++) {
                switch (random.nextInt(6)) {
                    case 0 -> marks.push(new Saved(transaction.mark(), new TreeMap<>(now)));
                    case 1 -> {
                        Saved saved = marks.peek();
                        if (saved != null) {
                            transaction.rollbackTo(saved.mark());
                            now = new TreeMap<>(saved.content());
                        }
                    }
                    case 2, 3 -> {
                        TreeMap<String, String> more = new TreeMap<>();
                        int count = random.nextInt(300);
                        for (int i = 0; i < count; i++) {
                            more.put(key(random), "load " + random.nextInt());
                        }
                        try (StorageStatement statement = transaction.beginStatement()) {
                            for (String known : load(statement, more)) {
                                statement.put(TABLE, bytes(known), bytes("known"));
                                more.put(known, "known");
                            }
                        }
                        now.putAll(more);
                    }
                    default -> {
                        try (StorageStatement statement = transaction.beginStatement()) {
                            for (int i = random.nextInt(100); i > 0; i--) {
                                String key = key(random);
                                if (random.nextBoolean()) {
                                    statement.put(TABLE, bytes(key), bytes("put" + i));
                                    now.put(key, "put" + i);
                                } else {
                                    statement.delete(TABLE, bytes(key));
                                    now.remove(key);
                                }
                            }
                        }
                    }
                }
                assertThat(content(transaction, false)).isEqualTo(now);
                assertThat(content(transaction, true)).isEqualTo(now);
                String some = key(random);
                assertThat(get(transaction, some)).isEqualTo(now.get(some));
            }
            if (random.nextInt(4) > 0) {
                transaction.commit();
                return now;
            }
        }
        return before;
    }

    private static String key(Random random) {
        return "k" + (1000 + random.nextInt(2000));
    }

    private static TreeMap<String, String> content(TransactionalStore small) {
        try (StorageTransaction reader = small.begin(TransactionOptions.READ_ONLY)) {
            return content(reader, false);
        }
    }

    private static TreeMap<String, String> content(StorageTransaction transaction, boolean reversed) {
        ScanRequest all = ScanRequest.of(KeyRange.all(TABLE));
        TreeMap<String, String> found = new TreeMap<>();
        String last = null;
        try (StorageStatement statement = transaction.beginStatement();
                KeyCursor cursor = statement.scan(reversed ? all.reversed() : all)) {
            while (cursor.next()) {
                String key = String.valueOf(text(cursor.key()));
                assertThat(last == null || (reversed ? key.compareTo(last) < 0 : last.compareTo(key) < 0))
                        .isTrue();
                found.put(key, String.valueOf(text(cursor.value())));
                last = key;
            }
        }
        return found;
    }

    /** Loads the entries, or puts them where the engine has no loads; answers the keys that are known already. */
    private static List<String> load(StorageStatement statement, Map<String, String> entries) {
        List<String> known = new ArrayList<>();
        try (SpaceLoad load = statement.load(TABLE)) {
            for (Map.Entry<String, String> entry : new TreeMap<>(entries).entrySet()) {
                byte[] key = bytes(entry.getKey());
                byte[] value = bytes(entry.getValue());
                boolean done = load == null
                        ? statement.insert(TABLE, key, value, LockWait.BLOCK) == null
                        : load.put(key, value);
                if (!done) {
                    known.add(entry.getKey());
                }
            }
            if (load != null) {
                load.finish();
            }
        }
        return known;
    }
}
