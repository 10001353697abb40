package io.trefoil.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.Durability;
import io.trefoil.sql.storage.Isolation;
import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.LockMode;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.storage.ScanRequest;
import io.trefoil.sql.storage.StorageException.StatementRetry;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.storage.StoreStatistics;
import io.trefoil.sql.storage.TransactionOptions;
import io.trefoil.sql.storage.core.StoreLimits;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables used as queues: consumers take the first rows that nobody has locked, and delete them. */
public abstract class QueueContract extends StoreTestCase {
    private static final int JOBS = 100_000;
    private static final int CONSUMERS = 10;
    private static final int PORTION = 20;
    private static final ScanRequest TAKE = ScanRequest.of(KeyRange.all(TABLE))
            .with(Access.FOR_UPDATE.withWait(LockWait.SKIP))
            .withLimitHint(PORTION);

    private static byte[] job(int i) {
        return ByteBuffer.allocate(4).putInt(i).array();
    }

    private void addJobs(int from, int to) {
        try (StorageTransaction transaction =
                store.begin(TransactionOptions.DEFAULT.withDurability(Durability.ASYNC))) {
            try (StorageStatement statement = transaction.beginStatement()) {
                for (int i = from; i < to; i++) {
                    statement.insert(TABLE, job(i), bytes("todo"), LockWait.BLOCK);
                }
            }
            transaction.commit();
        }
    }

    /** DELETE ... WHERE id IN (SELECT id ... FOR UPDATE SKIP LOCKED LIMIT n) RETURNING id, and COMMIT. */
    private List<Integer> take(TransactionOptions options) {
        return retrying(options, statement -> {
            List<Integer> taken = new ArrayList<>();
            try (KeyCursor cursor = statement.scan(TAKE)) {
                while (taken.size() < PORTION && cursor.next()) {
                    taken.add(ByteBuffer.wrap(cursor.key()).getInt());
                }
            }
            for (int job : taken) {
                if (statement.get(TABLE, job(job), Access.READ) == null) {
                    throw new AssertionError("a locked job is gone");
                }
                statement.delete(TABLE, job(job));
            }
            return taken;
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = Isolation.class,
            names = {"SERIALIZABLE", "READ_COMMITTED"})
    void everyJobIsTakenOnce(Isolation isolation) {
        for (int i = 0; i < JOBS; i += 5000) {
            addJobs(i, i + 5000);
        }
        TransactionOptions options =
                TransactionOptions.DEFAULT.withIsolation(isolation).withDurability(Durability.ASYNC);
        AtomicIntegerArray taken = new AtomicIntegerArray(JOBS);
        StoreStatistics before = store.statistics();
        List<CompletableFuture<Void>> consumers = new ArrayList<>();
        for (int i = 0; i < CONSUMERS; i++) {
            consumers.add(async(() -> {
                List<Integer> jobs = take(options);
                while (!jobs.isEmpty()) {
                    jobs.forEach(taken::incrementAndGet);
                    jobs = take(options);
                }
                return null;
            }));
        }
        consumers.forEach(consumer -> consumer.orTimeout(60, TimeUnit.SECONDS).join());
        for (int i = 0; i < JOBS; i++) {
            assertThat(taken.get(i)).as("job " + i).isEqualTo(1);
        }
        StoreStatistics after = store.statistics();
        assertThat(after.readConflicts() - before.readConflicts())
                .as("consumers do not fail each other")
                .isZero();
        assertThat(after.transactionRestarts() - before.transactionRestarts()).isZero();
        assertThat(after.statementRestarts() - before.statementRestarts()).isZero();
        assertThat(after.lockWaits() - before.lockWaits()).isZero();
        System.out.println("queue at " + isolation + ": " + after);
        if (fixture().durable()) {
            assertThat(StoreLimits.knowsEmptyRange(store, TABLE, job(0)))
                    .as("nobody searches through what was removed again")
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void aJobThatWentIsPassedOverAndOneThatChangedIsReadAgain(Isolation isolation) {
        addJobs(0, 4);
        try (StorageTransaction consumer = begin(isolation);
                StorageStatement statement = consumer.beginStatement()) {
            ScanRequest look = ScanRequest.of(KeyRange.all(TABLE)).with(Access.UNTRACKED);
            try (KeyCursor cursor = statement.scan(look)) {
                assertThat(cursor.next()).isTrue();
                assertThat(cursor.key()).isEqualTo(job(0));
            }
            try (StorageTransaction other = begin()) {
                try (StorageStatement remove = other.beginStatement()) {
                    remove.delete(TABLE, job(0));
                    remove.put(TABLE, job(1), bytes("changed"));
                }
                other.commit();
            }
            assertThat(statement.lock(TABLE, job(0), LockMode.UPDATE, LockWait.SKIP))
                    .as("gone")
                    .isFalse();
            assertThatThrownBy(() -> statement.lock(TABLE, job(1), LockMode.UPDATE, LockWait.SKIP))
                    .as("what the statement knows of it is old")
                    .isInstanceOf(StatementRetry.class);
            assertThat(statement.lock(TABLE, job(2), LockMode.UPDATE, LockWait.SKIP))
                    .isTrue();
            statement.restart();
            try (KeyCursor cursor = statement.scan(look)) {
                assertThat(cursor.next()).isTrue();
                assertThat(cursor.key()).isEqualTo(job(1));
                assertThat(cursor.value()).isEqualTo(bytes("changed"));
            }
            assertThat(statement.lock(TABLE, job(1), LockMode.UPDATE, LockWait.SKIP))
                    .isTrue();
            statement.delete(TABLE, job(1));
            addJobs(10, 11);
            consumer.commit();
        }
        assertThat(store.statistics().readConflicts()).isZero();
    }

    @Test
    void whatIsKnownToBeEmptyEndsWhereSomethingIsWritten() {
        StoreLimits.learnAfterNanos(store, -1);
        addJobs(10, 20);
        assertThat(take(TransactionOptions.DEFAULT)).hasSize(10).startsWith(10);
        assertThat(take(TransactionOptions.DEFAULT)).isEmpty();
        assertThat(StoreLimits.knowsEmptyRange(store, TABLE, new byte[0])).isTrue();
        try (StorageTransaction older = begin()) {
            assertThat(list(older, "", null)).isEmpty();
            addJobs(5, 6);
            assertThat(list(older, "", null)).as("its own state").isEmpty();
            addJobs(3, 4);
            assertThat(take(TransactionOptions.DEFAULT)).containsExactly(3, 5);
            addJobs(30, 31);
            addJobs(29, 30);
            assertThat(list(older, "", null)).isEmpty();
        }
        try (StorageTransaction own = begin()) {
            try (StorageStatement statement = own.beginStatement()) {
                statement.put(TABLE, job(2), bytes("own"));
            }
            try (StorageStatement statement = own.beginStatement();
                    KeyCursor cursor = statement.scan(ScanRequest.of(KeyRange.all(TABLE)))) {
                assertThat(cursor.next()).isTrue();
                assertThat(cursor.key()).isEqualTo(job(2));
            }
        }
        assertThat(take(TransactionOptions.DEFAULT)).containsExactly(29, 30);
    }
}
