package io.trefoil.sql.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.Durability;
import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.storage.StoreLocation;
import io.trefoil.sql.storage.StoreOptions;
import io.trefoil.sql.storage.TransactionOptions;
import io.trefoil.sql.storage.TransactionalStore;
import io.trefoil.sql.storage.core.FailingDevice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device that fails under the store: who is told what, what can still be done, and what is there afterwards. */
final class FaultTest {
    private static final int SPACE = 2000;

    @TempDir
    Path directory;

    private TransactionalStore store;
    private FailingDevice device;

    @BeforeEach
    void open() {
        store = TransactionalStore.open(StoreLocation.directory(directory), StoreOptions.DEFAULT);
        device = new FailingDevice(store);
        put("before", "1");
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void reopen() {
        store.close();
        store = TransactionalStore.open(StoreLocation.directory(directory), StoreOptions.DEFAULT);
    }

    private void put(String key, String value) {
        put(key, value, TransactionOptions.DEFAULT);
    }

    private void put(String key, String value, TransactionOptions options) {
        try (StorageTransaction transaction = store.begin(options)) {
            try (StorageStatement statement = transaction.beginStatement()) {
                statement.put(SPACE, key.getBytes(), value.getBytes());
            }
            transaction.commit();
        }
    }

    private @Nullable String get(String key) {
        return get(key, TransactionOptions.DEFAULT);
    }

    private @Nullable String get(String key, TransactionOptions options) {
        try (StorageTransaction transaction = store.begin(options)) {
            byte[] value;
            try (StorageStatement statement = transaction.beginStatement()) {
                value = statement.get(SPACE, key.getBytes(), Access.READ);
            }
            transaction.commit();
            return value == null ? null : new String(value);
        }
    }

    @Test
    void aFullDeviceRefusesCommitsUntilThereIsRoom() {
        device.fillUp();
        assertThatThrownBy(() -> put("full", "x")).isInstanceOf(StorageException.DiskFull.class);
        assertThatThrownBy(() -> put("before", "2")).isInstanceOf(StorageException.DiskFull.class);
        assertThatThrownBy(() -> store.allocateSpace()).isInstanceOf(StorageException.DiskFull.class);
        assertThat(store.condition())
                .hasValueSatisfying(line -> assertThat(line).contains("no space left"));
        assertThat(get("before")).isEqualTo("1");
        assertThat(get("full")).isNull();
        device.recover();
        put("after", "3");
        put("before", "2");
        assertThat(store.condition()).isEmpty();
        assertThat(get("before")).isEqualTo("2");
        reopen();
        assertThat(get("full")).isNull();
        assertThat(get("before")).isEqualTo("2");
        assertThat(get("after")).isEqualTo("3");
    }

    @Test
    void whatWasRefusedConflictsWithNobody() {
        try (StorageTransaction reader = store.begin(TransactionOptions.DEFAULT);
                StorageStatement statement = reader.beginStatement()) {
            assertThat(statement.get(SPACE, "before".getBytes(), Access.READ)).isEqualTo("1".getBytes());
            device.fillUp();
            assertThatThrownBy(() -> put("before", "2")).isInstanceOf(StorageException.DiskFull.class);
            device.recover();
            statement.put(SPACE, "other".getBytes(), "4".getBytes());
            reader.commit();
        }
        assertThat(get("other")).isEqualTo("4");
    }

    @Test
    void aFullDeviceLeavesWhatIsPreparedAsItIs() {
        try (StorageTransaction refused = store.begin(TransactionOptions.DEFAULT)) {
            try (StorageStatement statement = refused.beginStatement()) {
                statement.get(SPACE, "after".getBytes(), Access.READ);
                statement.put(SPACE, "before".getBytes(), "2".getBytes());
            }
            device.fillUp();
            assertThatThrownBy(() -> refused.prepare("one", new byte[0], null))
                    .isInstanceOf(StorageException.DiskFull.class);
        }
        device.recover();
        assertThat(store.prepared()).isEmpty();
        assertThat(store.locks()).isEmpty();
        put("after", "1");
        try (StorageTransaction transaction = store.begin(TransactionOptions.DEFAULT)) {
            try (StorageStatement statement = transaction.beginStatement()) {
                statement.put(SPACE, "before".getBytes(), "3".getBytes());
            }
            transaction.prepare("one", new byte[0], null);
        }
        device.fillUp();
        assertThatThrownBy(() -> store.prepared().getFirst().commit(null))
                .isInstanceOf(StorageException.DiskFull.class);
        assertThatThrownBy(() -> store.prepared().getFirst().rollback(null))
                .isInstanceOf(StorageException.DiskFull.class);
        device.recover();
        assertThat(get("before")).isEqualTo("1");
        assertThat(store.prepared().getFirst().commit(null)).isPresent();
        reopen();
        assertThat(get("before")).isEqualTo("3");
        assertThat(store.prepared()).isEmpty();
    }

    @Test
    void aSyncOnAFullDeviceLeavesTheCommitOpenAndTheStoreAlive() {
        device.fillUpUnderTheLog();
        device.recover();
        put("fine", "1");
        device.fillUpUnderTheLog();
        assertThat(get("fine", TransactionOptions.READ_ONLY)).isEqualTo("1");
        device.recover();
        put("more", "1");
        assertThat(get("more")).isEqualTo("1");
    }

    @Test
    void manyThreadsOnADeviceThatFillsUpAgainAndAgainLoseNothing() throws InterruptedException {
        AtomicInteger acknowledged = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        List<Thread> writers = new ArrayList<>();
        List<Throwable> surprises = new ArrayList<>();
        for (int w = 0; w < 8; w++) {
            int writer = w;
            writers.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 200; i++) {
                    try {
                        put("w" + writer, String.valueOf(i + 1));
                        put("k" + writer + "." + i, "v");
                        acknowledged.incrementAndGet();
                    } catch (StorageException.DiskFull e) {
                        refused.incrementAndGet();
                    } catch (Throwable e) {
                        synchronized (surprises) {
                            surprises.add(e);
                        }
                    }
                }
            }));
        }
        while (writers.stream().anyMatch(Thread::isAlive)) {
            device.fillUp();
            Thread.sleep(1);
            device.recover();
            Thread.sleep(3);
        }
        for (Thread writer : writers) {
            writer.join();
        }
        assertThat(surprises).isEmpty();
        assertThat(refused.get() + acknowledged.get()).isEqualTo(1600);
        reopen();
        int found = 0;
        for (int w = 0; w < 8; w++) {
            for (int i = 0; i < 200; i++) {
                found += get("k" + w + "." + i) == null ? 0 : 1;
            }
        }
        assertThat(found).isEqualTo(acknowledged.get());
    }

    @Test
    void aFailedSyncEndsWritingAndLeavesReading() {
        put("durable", "1");
        device.failSync();
        assertThatThrownBy(() -> put("unknown", "1"))
                .isInstanceOf(StorageException.CommitUnknown.class)
                .hasMessageContaining("planted");
        device.recover();
        assertThatThrownBy(() -> put("later", "1"))
                .isInstanceOf(StorageException.EngineFailed.class)
                .hasMessageContaining("takes no more commits");
        assertThatThrownBy(() -> store.counters().reserve(5, 1, 1)).isInstanceOf(StorageException.EngineFailed.class);
        assertThat(store.condition())
                .hasValueSatisfying(line -> assertThat(line).contains("until the next start"));
        assertThat(get("durable")).isEqualTo("1");
        assertThat(get("durable", TransactionOptions.READ_ONLY)).isEqualTo("1");
        assertThat(get("unknown")).as("nobody reads what may be gone tomorrow").isNull();
        reopen();
        assertThat(get("durable")).isEqualTo("1");
        assertThat(get("later")).isNull();
        put("later", "2");
        assertThat(get("later")).isEqualTo("2");
    }

    @Test
    void aFailedBatchEndsWritingAndLeavesReading() {
        device.failWrites();
        assertThatThrownBy(() -> put("unknown", "1")).isInstanceOf(StorageException.CommitUnknown.class);
        device.recover();
        assertThatThrownBy(() -> put("later", "1")).isInstanceOf(StorageException.EngineFailed.class);
        assertThat(get("before")).isEqualTo("1");
        reopen();
        put("later", "1");
        assertThat(get("later")).isEqualTo("1");
    }

    @Test
    void asynchronousCommitsHearOfTheFailureLater() throws InterruptedException {
        device.failSync();
        put("async", "1", TransactionOptions.DEFAULT.withDurability(Durability.ASYNC));
        for (int i = 0; i < 6000 && store.condition().isEmpty(); i++) {
            Thread.sleep(10);
        }
        assertThat(store.condition()).isPresent();
        assertThatThrownBy(() -> put("later", "1", TransactionOptions.DEFAULT.withDurability(Durability.ASYNC)))
                .isInstanceOf(StorageException.EngineFailed.class);
        assertThat(get("before")).isEqualTo("1");
    }
}
