package io.trefoil.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.LockInfo;
import io.trefoil.sql.storage.LockMode;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.storage.ScanRequest;
import io.trefoil.sql.storage.SpaceLock;
import io.trefoil.sql.storage.StorageException.TransactionRetry;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.storage.TransactionOptions;
import io.trefoil.sql.storage.core.InterleavedStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a transaction gets for having failed: each attempt is stronger than the one before, so that all get through. */
public abstract class RetryLadderContract extends StoreTestCase {
    private static final int ATTEMPTS_MAX = 5;

    private static boolean lock(StorageTransaction transaction, String key, LockMode mode, LockWait wait) {
        try (StorageStatement statement = transaction.beginStatement()) {
            return statement.lock(TABLE, bytes(key), mode, wait);
        }
    }

    private static StorageTransaction restarted(StorageTransaction transaction, int attempt) {
        while (transaction.attempt() < attempt) {
            transaction.restart();
        }
        return transaction;
    }

    /** Fewer where every commit waits for a device. */
    private int seeds(int usual) {
        return Integer.getInteger("tck.seeds", fixture().durable() ? usual / 10 : usual);
    }

    /** Fails once because another has written {@code key}. */
    private void failOn(StorageTransaction transaction, String key) {
        get(transaction, key);
        given(key, "other" + transaction.attempt());
        put(transaction, "own", "1");
        assertThatThrownBy(transaction::commit).isInstanceOf(TransactionRetry.class);
        transaction.restart();
    }

    @Test
    void whoHasFailedMoreOftenIsServedFirst() {
        StorageTransaction holder = begin();
        lock(holder, "a", LockMode.UPDATE, LockWait.BLOCK);
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        List<CompletableFuture<Void>> waiters = new ArrayList<>();
        for (int attempt : new int[] {1, 3, 2, 3}) {
            waiters.add(async(() -> {
                try (StorageTransaction transaction = restarted(begin(), attempt)) {
                    lock(transaction, "a", LockMode.UPDATE, LockWait.BLOCK);
                    order.add(attempt);
                }
                return null;
            }));
            awaitLockWaiters();
        }
        holder.rollback();
        waiters.forEach(StoreTestCase::join);
        assertThat(order).containsExactly(3, 3, 2, 1);
    }

    @Test
    void aRequestPutBeforeAnIncompatibleOneIsGrantedIfItCanBe() {
        StorageTransaction sharer = begin();
        lock(sharer, "a", LockMode.SHARE, LockWait.BLOCK);
        CompletableFuture<Void> writer = async(() -> {
            try (StorageTransaction transaction = begin()) {
                lock(transaction, "a", LockMode.UPDATE, LockWait.BLOCK);
            }
            return null;
        });
        awaitLockWaiters();
        try (StorageTransaction raised = restarted(begin(), 2)) {
            assertThat(join(async(() -> lock(raised, "a", LockMode.SHARE, LockWait.BLOCK))))
                    .isTrue();
        }
        assertThat(writer).isNotDone();
        sharer.rollback();
        join(writer);
    }

    @Test
    void theSecondAttemptLocksWhatTheFirstFailedOn() {
        given("a", "1", "b", "1");
        try (StorageTransaction transaction = begin();
                StorageTransaction writer = begin()) {
            failOn(transaction, "a");
            assertThat(store.locks())
                    .as("the lock of its write is kept")
                    .extracting(l -> text(l.key()))
                    .contains("own")
                    .doesNotContain("a");
            get(transaction, "b");
            assertThat(store.locks())
                    .filteredOn(l -> "a".equals(text(l.key())))
                    .extracting(LockInfo::keyMode)
                    .containsExactly(LockMode.NO_KEY_UPDATE);
            assertThat(lock(writer, "a", LockMode.NO_KEY_UPDATE, LockWait.SKIP)).isFalse();
            assertThat(get(transaction, "a")).isEqualTo("other1");
            put(transaction, "own", "2");
            transaction.commit();
        }
    }

    @Test
    void theFourthAttemptLocksWhatItReads() {
        given("a", "1", "b", "1");
        try (StorageTransaction transaction = restarted(begin(), 4);
                StorageTransaction writer = begin();
                StorageTransaction reader = begin()) {
            get(transaction, "a");
            assertThat(lock(writer, "a", LockMode.NO_KEY_UPDATE, LockWait.SKIP)).isFalse();
            assertThat(lock(writer, "b", LockMode.NO_KEY_UPDATE, LockWait.SKIP)).isTrue();
            assertThat(get(reader, "a", Access.FOR_SHARE)).isEqualTo("1");
            writer.rollback();
            reader.rollback();
            given("b", "2");
            assertThat(list(transaction, "a", "c")).containsExactly("a=1", "b=2");
            assertThat(store.locks())
                    .filteredOn(l -> l.key() == null)
                    .singleElement()
                    .satisfies(l -> assertThat(l.spaceModes()).contains(SpaceLock.SHARED));
            put(transaction, "c", "1");
            transaction.commit();
        }
        try (StorageTransaction third = restarted(begin(), 3)) {
            get(third, "a");
            assertThat(store.locks()).isEmpty();
        }
        try (StorageTransaction readOnly = restarted(store.begin(TransactionOptions.READ_ONLY), 4)) {
            get(readOnly, "a");
            assertThat(store.locks()).isEmpty();
        }
    }

    /** Every step of the reader can be followed by steps of all updaters: nobody is slower than that. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSlowReaderThatWritesIsNotStarved(boolean scanning) {
        long first = Seeds.next("slow reader");
        int most = 0;
        try (InterleavedStore interleaved = new InterleavedStore(store, OPTIONS)) {
            for (long seed = first; seed < first + seeds(150); seed++) {
                int[] attempts = new int[1];
                AtomicBoolean done = new AtomicBoolean();
                List<Runnable> tasks = new ArrayList<>();
                tasks.add(() -> {
                    attempts[0] = readAndWrite(interleaved, scanning);
                    done.set(true);
                });
                for (int i = 0; i < 3; i++) {
                    Random random = new Random(seed + i);
                    tasks.add(() -> {
                        while (!done.get()) {
                            update(interleaved, random, 8);
                        }
                    });
                }
                interleaved.run(seed, tasks);
                assertThat(attempts[0]).as("seed " + seed).isLessThanOrEqualTo(ATTEMPTS_MAX);
                most = Math.max(most, attempts[0]);
            }
        }
        assertThat(most).as("the load is one that makes the reader fail").isGreaterThan(1);
        System.out.println("slow reader: at most " + most + " attempts");
    }

    /** All read much and write some of it, the worst there is: shared locks that want to become exclusive. */
    @Test
    void readersThatWriteWhatTheyReadGetThrough() {
        long first = Seeds.next("readers and writers");
        int most = 0;
        try (InterleavedStore interleaved = new InterleavedStore(store, OPTIONS)) {
            for (long seed = first; seed < first + seeds(600); seed++) {
                List<Runnable> tasks = new ArrayList<>();
                int[] attempts = new int[4];
                for (int i = 0; i < attempts.length; i++) {
                    int task = i;
                    Random random = new Random(seed + i);
                    tasks.add(() -> {
                        for (int j = 0; j < 4; j++) {
                            attempts[task] = Math.max(attempts[task], readAndWriteOne(interleaved, random));
                        }
                    });
                }
                try {
                    interleaved.run(seed, tasks);
                } catch (AssertionError e) {
                    throw new AssertionError("seed " + seed, e);
                }
                int worst = Arrays.stream(attempts).max().orElse(0);
                assertThat(worst).as("seed " + seed).isLessThanOrEqualTo(8);
                most = Math.max(most, worst);
            }
        }
        System.out.println("readers and writers: at most " + most + " attempts");
    }

    private int readAndWriteOne(InterleavedStore interleaved, Random random) {
        int[] attempts = new int[1];
        int wrote = random.nextInt(8);
        Retry.transactions(interleaved.store(), TransactionOptions.DEFAULT, transaction -> {
            attempts[0] = transaction.attempt();
            int sum = 0;
            for (int i = 0; i < 8; i++) {
                byte[] key = bytes("hot" + i);
                sum += Retry.statement(transaction, s -> length(s.get(TABLE, key, Access.READ)));
            }
            byte[] result = new byte[sum % 50];
            return Retry.statement(transaction, s -> {
                s.put(TABLE, bytes("hot" + wrote), result);
                return 0;
            });
        });
        return attempts[0];
    }

    private int readAndWrite(InterleavedStore interleaved, boolean scanning) {
        int[] attempts = new int[1];
        Retry.transactions(interleaved.store(), TransactionOptions.DEFAULT, transaction -> {
            attempts[0] = transaction.attempt();
            int sum = 0;
            for (int i = 0; i < 8; i++) {
                byte[] key = bytes("hot" + i);
                sum += Retry.statement(transaction, s -> scanning ? sum(s) : length(s.get(TABLE, key, Access.READ)));
            }
            byte[] result = new byte[sum % 50];
            return Retry.statement(transaction, s -> {
                s.put(TABLE + 1, bytes("sum"), result);
                return 0;
            });
        });
        return attempts[0];
    }

    private static int sum(StorageStatement statement) {
        int sum = 0;
        try (KeyCursor cursor = statement.scan(ScanRequest.of(KeyRange.all(TABLE)))) {
            while (cursor.next()) {
                sum += cursor.valueLength();
            }
        }
        return sum;
    }

    private void update(InterleavedStore interleaved, Random random, int keys) {
        byte[] key = bytes("hot" + random.nextInt(keys));
        Retry.transaction(interleaved.store(), TransactionOptions.DEFAULT, statement -> {
            byte[] value = statement.get(TABLE, key, Access.FOR_NO_KEY_UPDATE);
            statement.put(TABLE, key, new byte[(length(value) + 1) % 50]);
            return 0;
        });
    }

    private static int length(byte @Nullable [] value) {
        return value == null ? 0 : value.length;
    }
}
