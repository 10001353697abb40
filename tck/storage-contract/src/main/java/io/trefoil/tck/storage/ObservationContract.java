package io.trefoil.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.Isolation;
import io.trefoil.sql.storage.LockInfo;
import io.trefoil.sql.storage.LockMode;
import io.trefoil.sql.storage.LockSession;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.storage.SpaceLock;
import io.trefoil.sql.storage.Spaces;
import io.trefoil.sql.storage.StorageException.LockNotAvailable;
import io.trefoil.sql.storage.StorageException.StatementRetry;
import io.trefoil.sql.storage.StorageException.TransactionRetry;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.storage.StoreStatistics;
import io.trefoil.sql.storage.TransactionCounts;
import io.trefoil.sql.storage.TransactionInfo;
import io.trefoil.sql.storage.TransactionOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What others can see of transactions and locks, and the locks that belong to sessions. */
public abstract class ObservationContract extends StoreTestCase {

    private TransactionInfo info(StorageTransaction transaction) {
        return store.transactions().stream()
                .filter(t -> t.id() == transaction.id())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void openTransactionsAreListedWithWhatTheyDo() {
        TransactionOptions options =
                TransactionOptions.DEFAULT.withLabel("s1").withIsolation(Isolation.REPEATABLE_READ);
        try (StorageTransaction transaction = store.begin(options);
                StorageTransaction later = begin()) {
            assertThat(info(transaction).sinceNanos())
                    .as("before its first statement")
                    .isZero();
            get(transaction, "a");
            put(transaction, "b", "1");
            TransactionInfo seen = info(transaction);
            assertThat(seen.label()).isEqualTo("s1");
            assertThat(seen.isolation()).isEqualTo(Isolation.REPEATABLE_READ);
            assertThat(seen.state()).isEqualTo(StorageTransaction.State.ACTIVE);
            assertThat(seen.attempt()).isEqualTo(1);
            assertThat(System.nanoTime() - seen.sinceNanos()).isPositive();
            assertThat(seen.reads()).isEqualTo(1);
            assertThat(seen.writes()).isEqualTo(1);
            assertThat(seen.writtenBytes()).isPositive();
            assertThat(seen.locks()).as("the key and the intent on its space").isEqualTo(2);
            assertThat(seen.waitsFor()).isNull();
            assertThat(store.transactions())
                    .extracting(TransactionInfo::id)
                    .containsExactly(transaction.id(), later.id());
            transaction.restart();
            assertThat(info(transaction).attempt()).isEqualTo(2);
        }
        assertThat(store.transactions()).isEmpty();
        assertThat(store.locks()).isEmpty();
    }

    @Test
    void locksAndWaitsAreListedAndCounted() {
        StorageTransaction holder = store.begin(TransactionOptions.DEFAULT.withLabel("holder"));
        try (StorageTransaction waiter = store.begin(TransactionOptions.DEFAULT.withLabel("waiter"))) {
            put(holder, "a", "1");
            long before = System.nanoTime();
            CompletableFuture<Void> wait = async(() -> {
                get(waiter, "a", Access.FOR_SHARE);
                return null;
            });
            awaitLockWaiters();
            assertThat(store.locks())
                    .filteredOn(l -> l.key() == null)
                    .allSatisfy(l -> assertThat(l.spaceModes()).containsExactly(SpaceLock.WRITE_INTENT))
                    .extracting(LockInfo::label)
                    .containsExactlyInAnyOrder("holder", "waiter");
            List<LockInfo> ofKey =
                    store.locks().stream().filter(l -> l.key() != null).toList();
            assertThat(ofKey).extracting(LockInfo::space).containsOnly(TABLE);
            assertThat(ofKey)
                    .extracting(LockInfo::key)
                    .allSatisfy(k -> assertThat(k).isEqualTo(bytes("a")));
            assertThat(ofKey).extracting(LockInfo::transaction).containsExactlyInAnyOrder(holder.id(), waiter.id());
            LockInfo awaited =
                    ofKey.stream().filter(l -> !l.granted()).findFirst().orElseThrow();
            assertThat(awaited.keyMode()).isEqualTo(LockMode.SHARE);
            assertThat(awaited.sinceNanos() - before).isPositive();
            TransactionInfo.Waiting waiting = info(waiter).waitsFor();
            assertThat(waiting).isNotNull();
            if (waiting != null) {
                assertThat(waiting.lock().keyMode()).isEqualTo(LockMode.SHARE);
                assertThat(waiting.blockers()).containsExactly(new TransactionInfo.Blocker(holder.id(), "holder"));
            }
            holder.commit();
            join(wait);
            TransactionCounts counts = waiter.counts();
            assertThat(counts.lockWaits()).isEqualTo(1);
            assertThat(counts.lockWaitNanos()).isPositive();
            StoreStatistics statistics = store.statistics();
            assertThat(statistics.groupedCommits()).isEqualTo(1);
            assertThat(statistics.groupSizeMax()).isEqualTo(1);
            assertThat(statistics.durableVersion()).isEqualTo(statistics.lastVersion());
            assertThat(statistics.commitLogKeys()).isLessThanOrEqualTo(1);
        }
        holder.close();
    }

    @Test
    void restartsOfAStatementAreCountedForItsTransaction() {
        given("a", "1");
        try (StorageTransaction transaction = begin()) {
            Retry.statement(transaction, statement -> {
                if (transaction.counts().statementRestarts() == 0) {
                    throw new StatementRetry("once");
                }
                return statement.get(TABLE, bytes("a"), Access.READ) != null;
            });
            assertThat(transaction.counts().statementRestarts()).isEqualTo(1);
        }
    }

    @Test
    void anAdvisoryLockOfATransactionEndsWithIt() {
        try (StorageTransaction one = begin();
                StorageTransaction two = store.begin(TransactionOptions.READ_ONLY)) {
            assertThat(one.lockAdvisory(bytes("x"), LockMode.UPDATE, LockWait.BLOCK))
                    .isTrue();
            assertThat(two.lockAdvisory(bytes("x"), LockMode.SHARE, LockWait.SKIP))
                    .isFalse();
            assertThat(two.lockAdvisory(bytes("y"), LockMode.SHARE, LockWait.SKIP))
                    .isTrue();
            assertThat(one.lockAdvisory(bytes("y"), LockMode.SHARE, LockWait.SKIP))
                    .isTrue();
            one.commit();
            assertThat(two.lockAdvisory(bytes("x"), LockMode.UPDATE, LockWait.SKIP))
                    .isTrue();
            assertThat(store.locks()).extracting(LockInfo::space).containsOnly(Spaces.ADVISORY);
        }
        assertThat(store.locks()).isEmpty();
    }

    @Test
    void anAdvisoryLockOfASessionOutlivesTransactionsAndIsCounted() {
        LockSession session = store.openLockSession("s1");
        TransactionOptions options = TransactionOptions.DEFAULT.withSession(session);
        try (StorageTransaction transaction = store.begin(options)) {
            assertThat(session.lock(transaction, bytes("x"), LockMode.UPDATE, LockWait.BLOCK))
                    .isTrue();
            assertThat(session.lock(transaction, bytes("x"), LockMode.UPDATE, LockWait.BLOCK))
                    .isTrue();
            assertThat(session.lock(transaction, bytes("x"), LockMode.SHARE, LockWait.BLOCK))
                    .isTrue();
            assertThat(transaction.lockAdvisory(bytes("x"), LockMode.UPDATE, LockWait.SKIP))
                    .as("a session and its transaction do not stand in each other's way")
                    .isTrue();
            transaction.rollback();
        }
        try (StorageTransaction other =
                store.begin(TransactionOptions.DEFAULT.withLockTimeout(Duration.ofMillis(20)))) {
            LockSession second = store.openLockSession("s2");
            assertThatThrownBy(() -> second.lock(other, bytes("x"), LockMode.SHARE, LockWait.BLOCK))
                    .isInstanceOf(LockNotAvailable.class);
            assertThat(session.unlock(bytes("x"), LockMode.UPDATE)).isTrue();
            assertThat(second.lock(other, bytes("x"), LockMode.SHARE, LockWait.SKIP))
                    .isFalse();
            assertThat(session.unlock(bytes("x"), LockMode.UPDATE)).isTrue();
            assertThat(session.unlock(bytes("x"), LockMode.UPDATE)).isFalse();
            assertThat(second.lock(other, bytes("x"), LockMode.SHARE, LockWait.SKIP))
                    .as("both share")
                    .isTrue();
            assertThat(second.lock(other, bytes("x"), LockMode.UPDATE, LockWait.SKIP))
                    .isFalse();
            session.unlockAll();
            assertThat(second.lock(other, bytes("x"), LockMode.UPDATE, LockWait.SKIP))
                    .isTrue();
            second.close();
        }
        assertThat(store.locks()).isEmpty();
    }

    @Test
    void aDeadlockThroughASessionsLockIsFound() {
        LockSession session = store.openLockSession("s1");
        try (StorageTransaction first = store.begin(TransactionOptions.DEFAULT.withSession(session))) {
            session.lock(first, bytes("x"), LockMode.UPDATE, LockWait.BLOCK);
            first.commit();
        }
        StorageTransaction row = begin();
        put(row, "a", "1");
        try (StorageTransaction next = store.begin(TransactionOptions.DEFAULT.withSession(session))) {
            CompletableFuture<Boolean> wait =
                    async(() -> row.lockAdvisory(bytes("x"), LockMode.UPDATE, LockWait.BLOCK));
            awaitLockWaiters();
            assertThatThrownBy(() -> put(next, "a", "2"))
                    .as("the session of the younger holds what the other waits for")
                    .isInstanceOfSatisfying(
                            TransactionRetry.class, e -> assertThat(e.why()).isEqualTo(TransactionRetry.Why.DEADLOCK));
            next.rollback();
            assertThat(wait).isNotDone();
            session.unlockAll();
            assertThat(join(wait)).isTrue();
        }
        row.rollback();
    }
}
