package io.trefoil.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.Isolation;
import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.LockMode;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.storage.ScanRequest;
import io.trefoil.sql.storage.SpaceLock;
import io.trefoil.sql.storage.StorageException.Canceled;
import io.trefoil.sql.storage.StorageException.LockNotAvailable;
import io.trefoil.sql.storage.StorageException.StatementRetry;
import io.trefoil.sql.storage.StorageException.TransactionRetry;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.storage.TransactionOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Who waits for whom, in which order, and how waits end. */
public abstract class LockContract extends StoreTestCase {

    private static boolean lock(StorageTransaction transaction, String key, LockMode mode, LockWait wait) {
        try (StorageStatement statement = transaction.beginStatement()) {
            return statement.lock(TABLE, bytes(key), mode, wait);
        }
    }

    @Test
    void modesConflictAsInPostgres() {
        for (LockMode held : LockMode.values()) {
            for (LockMode wanted : LockMode.values()) {
                try (StorageTransaction one = begin();
                        StorageTransaction two = begin()) {
                    assertThat(lock(one, "a", held, LockWait.NOWAIT)).isTrue();
                    assertThat(lock(two, "a", wanted, LockWait.SKIP))
                            .as(held + " and " + wanted)
                            .isEqualTo(!held.conflictsWith(wanted));
                }
            }
        }
        assertThat(LockMode.KEY_SHARE.conflictsWith(LockMode.NO_KEY_UPDATE)).isFalse();
        assertThat(LockMode.SHARE.conflictsWith(LockMode.NO_KEY_UPDATE)).isTrue();
    }

    @Test
    void aWaiterGoesOnWhenTheHolderEnds() {
        given("a", "1");
        StorageTransaction holder = begin();
        put(holder, "a", "2");
        CompletableFuture<String> waiter = async(() -> {
            try (StorageTransaction transaction = begin()) {
                String seen = get(transaction, "a", Access.FOR_UPDATE);
                put(transaction, "a", "3");
                transaction.commit();
                return seen;
            }
        });
        awaitLockWaiters();
        assertThat(waiter).isNotDone();
        holder.commit();
        assertThat(join(waiter)).isEqualTo("2");
        assertThat(committed("a")).isEqualTo("3");
        assertThat(store.statistics().lockWaits()).isEqualTo(1);
    }

    @Test
    void waitersAreServedInTheOrderOfTheirComing() {
        StorageTransaction holder = begin();
        lock(holder, "a", LockMode.UPDATE, LockWait.BLOCK);
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        List<CompletableFuture<Void>> waiters = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            waiters.add(async(() -> {
                try (StorageTransaction transaction = begin()) {
                    lock(transaction, "a", number == 2 ? LockMode.SHARE : LockMode.UPDATE, LockWait.BLOCK);
                    order.add(number);
                    transaction.commit();
                }
                return null;
            }));
            awaitLockWaiters();
        }
        holder.rollback();
        waiters.forEach(StoreTestCase::join);
        assertThat(order).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void sharersComeInTogetherAndDoNotOvertakeAWriter() {
        try (StorageTransaction first = begin();
                StorageTransaction second = begin()) {
            assertThat(lock(first, "a", LockMode.SHARE, LockWait.NOWAIT)).isTrue();
            assertThat(lock(second, "a", LockMode.SHARE, LockWait.NOWAIT)).isTrue();
            CompletableFuture<Void> writer = async(() -> {
                try (StorageTransaction transaction = begin()) {
                    lock(transaction, "a", LockMode.UPDATE, LockWait.BLOCK);
                    transaction.commit();
                }
                return null;
            });
            awaitLockWaiters();
            try (StorageTransaction late = begin()) {
                assertThat(lock(late, "a", LockMode.SHARE, LockWait.SKIP))
                        .as("a writer waits")
                        .isFalse();
            }
            first.rollback();
            pause(10);
            assertThat(writer).isNotDone();
            second.rollback();
            join(writer);
        }
    }

    @Test
    void anUpgradeGoesBeforeThoseWhoHoldNothing() {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        StorageTransaction sharer = begin();
        StorageTransaction upgrader = begin();
        lock(sharer, "a", LockMode.SHARE, LockWait.BLOCK);
        lock(upgrader, "a", LockMode.SHARE, LockWait.BLOCK);
        CompletableFuture<Void> newcomer = async(() -> {
            try (StorageTransaction transaction = begin()) {
                lock(transaction, "a", LockMode.UPDATE, LockWait.BLOCK);
                order.add("newcomer");
                transaction.commit();
            }
            return null;
        });
        awaitLockWaiters();
        CompletableFuture<Void> upgrade = async(() -> {
            lock(upgrader, "a", LockMode.UPDATE, LockWait.BLOCK);
            order.add("upgrade");
            upgrader.commit();
            return null;
        });
        awaitLockWaiters();
        sharer.rollback();
        join(upgrade);
        join(newcomer);
        assertThat(order).containsExactly("upgrade", "newcomer");
    }

    @Test
    void twoUpgradesOfOneKeyAreADeadlockThatEnds() {
        StorageTransaction one = begin();
        StorageTransaction two = begin();
        lock(one, "a", LockMode.SHARE, LockWait.BLOCK);
        lock(two, "a", LockMode.SHARE, LockWait.BLOCK);
        CompletableFuture<Boolean> first = async(() -> lock(one, "a", LockMode.UPDATE, LockWait.BLOCK));
        awaitLockWaiters();
        assertThatThrownBy(() -> lock(two, "a", LockMode.UPDATE, LockWait.BLOCK))
                .as("the younger gives way")
                .isInstanceOfSatisfying(
                        TransactionRetry.class, e -> assertThat(e.why()).isEqualTo(TransactionRetry.Why.DEADLOCK));
        assertThat(first).isNotDone();
        two.rollback();
        assertThat(join(first)).isTrue();
        one.commit();
        assertThat(store.statistics().deadlocks()).isEqualTo(1);
    }

    @Test
    void aCycleOfThreeIsFoundAndOnlyOneGivesWay() {
        List<StorageTransaction> all = List.of(begin(), begin(), begin());
        for (int i = 0; i < 3; i++) {
            put(all.get(i), "k" + i, "mine");
        }
        List<CompletableFuture<Boolean>> waits = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            StorageTransaction transaction = all.get(i);
            String next = "k" + (i + 1) % 3;
            waits.add(async(() -> {
                try {
                    put(transaction, next, "stolen");
                    transaction.commit();
                    return true;
                } catch (TransactionRetry e) {
                    transaction.rollback();
                    return false;
                }
            }));
        }
        assertThat(waits.stream().map(StoreTestCase::join).filter(ok -> !ok)).hasSize(1);
    }

    @Test
    void nowaitFailsAtOnceAndSkipPasses() {
        given("a", "1", "b", "2", "c", "3");
        try (StorageTransaction holder = begin();
                StorageTransaction other = begin()) {
            lock(holder, "b", LockMode.UPDATE, LockWait.BLOCK);
            assertThatThrownBy(() -> lock(other, "b", LockMode.SHARE, LockWait.NOWAIT))
                    .isInstanceOfSatisfying(
                            LockNotAvailable.class,
                            e -> assertThat(e.timedOut()).isFalse());
            assertThat(lock(other, "b", LockMode.SHARE, LockWait.SKIP)).isFalse();
            ScanRequest skip = ScanRequest.of(KeyRange.all(TABLE)).with(Access.FOR_UPDATE.withWait(LockWait.SKIP));
            assertThat(list(other, skip)).containsExactly("a=1", "c=3");
            assertThat(list(other, skip.reversed())).containsExactly("c=3", "a=1");
            assertThatThrownBy(() -> list(other, skip.with(Access.FOR_UPDATE.withWait(LockWait.NOWAIT))))
                    .isInstanceOf(LockNotAvailable.class);
        }
    }

    @Test
    void queueConsumersThatSkipDoNotDisturbEachOther() {
        int jobs = 120;
        for (int i = 0; i < jobs; i++) {
            given(String.format("job%03d", i), "todo");
        }
        List<CompletableFuture<Integer>> consumers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            consumers.add(async(this::consume));
        }
        assertThat(consumers.stream().mapToInt(StoreTestCase::join).sum()).isEqualTo(jobs);
        assertThat(committedList()).isEmpty();
        assertThat(store.statistics().readConflicts()).isZero();
    }

    @Test
    void lockUnchangedPassesOverWhatOthersHaveOrChanged() {
        given("a", "1", "b", "2", "c", "3");
        try (StorageTransaction consumer = begin();
                StorageTransaction holder = begin()) {
            StorageStatement statement = consumer.beginStatement();
            long version = statement.snapshotVersion();
            assertThat(statement.get(TABLE, bytes("a"), Access.UNTRACKED)).isEqualTo(bytes("1"));
            given("a", "changed");
            lock(holder, "c", LockMode.KEY_SHARE, LockWait.BLOCK);
            assertThat(statement.lockUnchanged(TABLE, bytes("a"), LockMode.UPDATE, version))
                    .as("changed since it was read")
                    .isFalse();
            assertThat(statement.lockUnchanged(TABLE, bytes("b"), LockMode.UPDATE, version))
                    .isTrue();
            assertThat(statement.lockUnchanged(TABLE, bytes("c"), LockMode.UPDATE, version))
                    .as("held by another")
                    .isFalse();
            assertThat(lock(holder, "b", LockMode.KEY_SHARE, LockWait.SKIP)).isFalse();
            statement.delete(TABLE, bytes("b"));
            statement.close();
            consumer.commit();
        }
        assertThat(committedList()).containsExactly("a=changed", "c=3");
    }

    @Test
    void lockUnchangedWantsTheVersionOfTheRead() {
        given("a", "1", "b", "2");
        try (StorageTransaction consumer = begin();
                StorageStatement statement = consumer.beginStatement()) {
            long version = statement.snapshotVersion();
            given("a", "changed");
            statement.lock(TABLE, bytes("a"), LockMode.UPDATE, LockWait.BLOCK);
            assertThat(statement.snapshotVersion()).isGreaterThan(version);
            assertThatThrownBy(() -> statement.lockUnchanged(TABLE, bytes("b"), LockMode.UPDATE, version))
                    .isInstanceOf(StatementRetry.class);
        }
    }

    private int consume() {
        ScanRequest request = ScanRequest.of(KeyRange.all(TABLE))
                .with(Access.FOR_UPDATE.withWait(LockWait.SKIP))
                .withLimitHint(1);
        int done = 0;
        while (true) {
            boolean found = retrying(TransactionOptions.DEFAULT, statement -> {
                try (KeyCursor cursor = statement.scan(request)) {
                    if (cursor.next()) {
                        statement.delete(TABLE, cursor.key());
                        return true;
                    }
                    return false;
                }
            });
            if (found) {
                done++;
            } else if (committedList().isEmpty()) {
                return done;
            }
        }
    }

    @Test
    void aLockTimeoutEndsTheWaitAndLeavesTheQueueInOrder() {
        StorageTransaction holder = begin();
        lock(holder, "a", LockMode.SHARE, LockWait.BLOCK);
        try (StorageTransaction writer =
                store.begin(TransactionOptions.DEFAULT.withLockTimeout(Duration.ofMillis(80)))) {
            CompletableFuture<Boolean> sharer = async(() -> {
                pause(30);
                try (StorageTransaction transaction = begin()) {
                    return lock(transaction, "a", LockMode.SHARE, LockWait.BLOCK);
                }
            });
            assertThatThrownBy(() -> lock(writer, "a", LockMode.UPDATE, LockWait.BLOCK))
                    .isInstanceOfSatisfying(
                            LockNotAvailable.class,
                            e -> assertThat(e.timedOut()).isTrue());
            assertThat(join(sharer))
                    .as("granted when the writer before it gave up")
                    .isTrue();
            assertThat(lock(writer, "b", LockMode.UPDATE, LockWait.BLOCK))
                    .as("the transaction goes on")
                    .isTrue();
            writer.commit();
        }
        holder.rollback();
        assertThat(store.statistics().lockTimeouts()).isEqualTo(1);
    }

    @Test
    void cancelEndsAWaitOnce() {
        try (StorageTransaction holder = begin();
                StorageTransaction waiting = begin()) {
            put(holder, "a", "1");
            put(waiting, "b", "kept");
            CompletableFuture<Boolean> wait = async(() -> lock(waiting, "a", LockMode.UPDATE, LockWait.BLOCK));
            awaitLockWaiters();
            waiting.cancel();
            assertThatThrownBy(() -> join(wait)).isInstanceOf(Canceled.class);
            assertThat(get(waiting, "b")).isEqualTo("kept");
            waiting.commit();
        }
        assertThat(committed("b")).isEqualTo("kept");
    }

    @Test
    void cancelEndsAScanAndALoopThatAsks() {
        given("a", "1", "b", "1");
        try (StorageTransaction transaction = begin();
                StorageStatement statement = transaction.beginStatement();
                KeyCursor cursor = statement.scan(ScanRequest.of(KeyRange.all(TABLE)))) {
            assertThat(cursor.next()).isTrue();
            transaction.cancel();
            assertThatThrownBy(cursor::next).isInstanceOf(Canceled.class);
            assertThat(cursor.next()).isTrue();
            transaction.cancel();
            assertThatThrownBy(statement::checkCanceled).isInstanceOf(Canceled.class);
            transaction.cancel();
            try (StorageStatement next = transaction.beginStatement()) {
                next.checkCanceled();
            }
        }
    }

    @Test
    void cancelsAndGrantsInARaceLoseNoLockAndNoWaiter() {
        long seed = Seeds.next("cancel race");
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            StorageTransaction holder = begin();
            StorageTransaction waiting = begin();
            lock(holder, "a", LockMode.UPDATE, LockWait.BLOCK);
            CompletableFuture<Boolean> wait = async(() -> {
                try {
                    return lock(waiting, "a", LockMode.UPDATE, LockWait.BLOCK);
                } catch (Canceled e) {
                    return false;
                }
            });
            CompletableFuture<Void> cancel = async(() -> {
                Thread.onSpinWait();
                waiting.cancel();
                return null;
            });
            for (int spin = random.nextInt(2000); spin > 0; spin--) {
                Thread.onSpinWait();
            }
            holder.rollback();
            boolean granted = join(wait);
            join(cancel);
            try (StorageTransaction third = begin()) {
                assertThat(lock(third, "a", LockMode.SHARE, LockWait.SKIP)).isEqualTo(!granted);
            }
            waiting.rollback();
        }
    }

    @Test
    void restartKeepsTheLocks() {
        given("a", "1");
        try (StorageTransaction one = begin();
                StorageTransaction two = begin()) {
            put(one, "a", "2");
            one.restart();
            assertThat(get(one, "a")).isEqualTo("1");
            assertThat(lock(two, "a", LockMode.SHARE, LockWait.SKIP)).isFalse();
            one.commit();
            assertThat(lock(two, "a", LockMode.UPDATE, LockWait.SKIP)).isTrue();
        }
    }

    @Test
    void restartAfterADeadlockGivesTheLocksUp() {
        StorageTransaction one = begin();
        try (StorageTransaction two = begin()) {
            put(one, "a", "1");
            put(two, "b", "2");
            CompletableFuture<Void> wait = async(() -> {
                put(one, "b", "1");
                one.commit();
                return null;
            });
            awaitLockWaiters();
            assertThatThrownBy(() -> put(two, "a", "2")).isInstanceOf(TransactionRetry.class);
            assertThat(wait).isNotDone();
            two.restart();
            join(wait);
            put(two, "b", "2");
            two.commit();
        }
        assertThat(committedList()).containsExactly("a=1", "b=2");
    }

    @Test
    void spaceLocksHoldUpWritersAndIntents() {
        try (StorageTransaction schema = begin();
                StorageTransaction writer = begin();
                StorageTransaction reader = begin()) {
            assertThat(reader.lockSpace(TABLE, SpaceLock.READ_INTENT, LockWait.NOWAIT))
                    .isTrue();
            put(writer, "a", "1");
            assertThat(schema.lockSpace(TABLE, SpaceLock.SHARED, LockWait.SKIP))
                    .as("a writer is there")
                    .isFalse();
            assertThat(schema.lockSpace(TABLE, SpaceLock.EXCLUSIVE, LockWait.SKIP))
                    .isFalse();
            assertThat(schema.lockSpace(TABLE + 1, SpaceLock.EXCLUSIVE, LockWait.SKIP))
                    .isTrue();
            writer.commit();
            assertThat(schema.lockSpace(TABLE, SpaceLock.EXCLUSIVE, LockWait.SKIP))
                    .as("a reader is there")
                    .isFalse();
            assertThat(schema.lockSpace(TABLE, SpaceLock.SHARED, LockWait.SKIP)).isTrue();
            reader.commit();
            assertThat(schema.lockSpace(TABLE, SpaceLock.EXCLUSIVE, LockWait.SKIP))
                    .isTrue();
            CompletableFuture<Void> late = async(() -> {
                given("b", "late");
                return null;
            });
            awaitLockWaiters();
            assertThat(late).isNotDone();
            assertThat(committed("a")).as("readers without an intent pass").isEqualTo("1");
            put(schema, "c", "own");
            schema.commit();
            join(late);
        }
        assertThat(committedList()).containsExactly("a=1", "b=late", "c=own");
    }

    @Test
    void manyKeyLocksBecomeOneLockOfTheSpace() {
        try (StorageTransaction bulk = begin();
                StorageTransaction other =
                        store.begin(TransactionOptions.DEFAULT.withLockTimeout(Duration.ofMillis(20)))) {
            try (StorageStatement statement = bulk.beginStatement()) {
                for (int i = 0; i < 45_000; i++) {
                    statement.put(TABLE, bytes("k" + i), bytes("v"));
                }
            }
            assertThat(other.lockSpace(TABLE, SpaceLock.READ_INTENT, LockWait.SKIP))
                    .as("readers pass")
                    .isTrue();
            assertThatThrownBy(() -> lock(other, "free", LockMode.SHARE, LockWait.BLOCK))
                    .isInstanceOf(LockNotAvailable.class);
            bulk.commit();
            assertThat(lock(other, "free", LockMode.SHARE, LockWait.BLOCK)).isTrue();
        }
    }

    @Test
    void deadlocksUnderLoadAllEnd() {
        long seed = Seeds.next("deadlock load");
        List<CompletableFuture<Integer>> all = new ArrayList<>();
        for (int t = 0; t < 6; t++) {
            Random random = new Random(seed + t);
            all.add(async(() -> {
                int done = 0;
                while (done < 40) {
                    try (StorageTransaction transaction = begin(Isolation.READ_COMMITTED)) {
                        for (int i = 0; i < 4; i++) {
                            put(transaction, "k" + random.nextInt(5), "x");
                        }
                        transaction.commit();
                        done++;
                    } catch (TransactionRetry e) {
                        assertThat(e.why()).isEqualTo(TransactionRetry.Why.DEADLOCK);
                    }
                }
                return done;
            }));
        }
        assertThat(all.stream().mapToInt(StoreTestCase::join).sum()).isEqualTo(240);
    }
}
