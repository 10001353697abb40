package io.trefoil.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.Isolation;
import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.ScanRequest;
import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.storage.StoreOptions;
import io.trefoil.sql.storage.TransactionOptions;
import io.trefoil.sql.storage.TransactionalStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An open, empty store for each test, and short words for what tests do with it. */
public abstract class StoreTestCase {
    /** A space to play in. */
    protected static final int TABLE = 2000;

    protected static final StoreOptions OPTIONS = StoreOptions.DEFAULT
            .withBlockCacheBytes(8 << 20)
            .withWriteBufferBytes(8 << 20)
            .withVersionTableSlots(1 << 16);

    @TempDir
    Path directory;

    protected TransactionalStore store;

    /** Says where stores are. */
    protected abstract StoreFixture fixture();

    @BeforeEach
    void open() {
        store = TransactionalStore.open(fixture().location(directory), OPTIONS);
    }

    @AfterEach
    void close() {
        assertThat(store.statistics().activeTransactions())
                .as("transactions left open by the test")
                .isZero();
        store.close();
    }

    protected void reopen() {
        store.close();
        open();
    }

    protected StorageTransaction begin() {
        return store.begin(TransactionOptions.DEFAULT);
    }

    protected StorageTransaction begin(Isolation isolation) {
        return store.begin(TransactionOptions.DEFAULT.withIsolation(isolation));
    }

    protected static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    protected static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** Commits one put per pair of key and value. */
    protected void given(String... keysAndValues) {
        try (StorageTransaction transaction = begin()) {
            for (int i = 0; i < keysAndValues.length; i += 2) {
                put(transaction, keysAndValues[i], keysAndValues[i + 1]);
            }
            transaction.commit();
        }
    }

    /** A statement that puts one value. */
    protected static void put(StorageTransaction transaction, String key, String value) {
        try (StorageStatement statement = transaction.beginStatement()) {
            statement.put(TABLE, bytes(key), bytes(value));
        }
    }

    /** A statement that deletes one key. */
    protected static void delete(StorageTransaction transaction, String key) {
        try (StorageStatement statement = transaction.beginStatement()) {
            statement.delete(TABLE, bytes(key));
        }
    }

    /** A statement that reads one key. */
    protected static @Nullable String get(StorageTransaction transaction, String key) {
        return get(transaction, key, Access.READ);
    }

    protected static @Nullable String get(StorageTransaction transaction, String key, Access access) {
        try (StorageStatement statement = transaction.beginStatement()) {
            return text(statement.get(TABLE, bytes(key), access));
        }
    }

    /** What a new read-only transaction sees. */
    protected @Nullable String committed(String key) {
        try (StorageTransaction transaction = store.begin(TransactionOptions.READ_ONLY)) {
            return get(transaction, key);
        }
    }

    /** A statement that lists {@code key=value} of a range. */
    protected static List<String> list(StorageTransaction transaction, String low, @Nullable String high) {
        return list(transaction, ScanRequest.of(new KeyRange(TABLE, bytes(low), high == null ? null : bytes(high))));
    }

    protected static List<String> list(StorageTransaction transaction, ScanRequest request) {
        try (StorageStatement statement = transaction.beginStatement();
                KeyCursor cursor = statement.scan(request)) {
            List<String> result = new ArrayList<>();
            while (cursor.next()) {
                result.add(text(cursor.key()) + "=" + text(cursor.value()));
            }
            return result;
        }
    }

    /** Everything that is committed. */
    protected List<String> committedList() {
        try (StorageTransaction transaction = store.begin(TransactionOptions.READ_ONLY)) {
            return list(transaction, "", null);
        }
    }

    /** Runs a transaction with the retries its exceptions ask for. */
    protected <T> T retrying(TransactionOptions options, Function<StorageStatement, T> statement) {
        return Retry.transaction(store, options, statement);
    }

    /** Runs on a thread of its own. */
    protected static <T> CompletableFuture<T> async(Callable<T> action) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                result.complete(action.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    /** The result, within seconds. */
    protected static <T> T join(CompletableFuture<T> future) {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StorageException cause) {
                throw cause;
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("no result in time", e);
        }
    }

    protected static void eventually(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > 10_000_000_000L) {
                throw new AssertionError("did not come true in time");
            }
            pause(1);
        }
    }

    /** Until a thread that is about to wait for a lock does so. */
    protected void awaitLockWaiters() {
        pause(60);
    }

    protected static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
