package io.trefoil.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.Isolation;
import io.trefoil.sql.storage.LockMode;
import io.trefoil.sql.storage.LockSession;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.storage.Preparation;
import io.trefoil.sql.storage.PreparedTransaction;
import io.trefoil.sql.storage.SideEntry;
import io.trefoil.sql.storage.SpaceLoad;
import io.trefoil.sql.storage.SpaceLock;
import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.storage.StorageException.LockNotAvailable;
import io.trefoil.sql.storage.StorageException.TransactionRetry;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.storage.TransactionOptions;
import io.trefoil.sql.storage.TransactionalStore;
import io.trefoil.sql.storage.core.StoreLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Transactions that have promised to commit. Each test's promises are looked at before and after opening the store again. */
public abstract class PreparedContract extends StoreTestCase {
    private static final byte[] NOTE = {1, 2, 3};

    @AfterEach
    void nothingIsLeft() {
        assertThat(store.prepared()).isEmpty();
        assertThat(store.locks()).isEmpty();
    }

    private void prepare(StorageTransaction transaction, String name) {
        assertThat(transaction.prepare(name, NOTE, null)).isEqualTo(Preparation.PREPARED);
        assertThat(transaction.state()).isEqualTo(StorageTransaction.State.PREPARED);
        transaction.close();
    }

    private PreparedTransaction prepared(String name) {
        return store.prepared().stream()
                .filter(prepared -> prepared.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Durable stores are closed and opened; what is asserted after it has to hold for the others all the same. */
    private void reopenIfDurable() {
        if (fixture().durable()) {
            reopen();
        }
    }

    @Test
    void writesAreSeenAfterTheCommitOnly() {
        given("a", "1", "b", "1");
        try (StorageTransaction transaction = begin()) {
            put(transaction, "a", "2");
            delete(transaction, "b");
            put(transaction, "c", "2");
            prepare(transaction, "one");
        }
        assertThat(committedList()).containsExactly("a=1", "b=1");
        reopenIfDurable();
        assertThat(committedList()).containsExactly("a=1", "b=1");
        assertThat(prepared("one").note()).isEqualTo(NOTE);
        assertThat(prepared("one").findProblem()).isEmpty();
        assertThat(prepared("one").commit(null)).isPresent();
        assertThat(committedList()).containsExactly("a=2", "c=2");
        reopenIfDurable();
        assertThat(committedList()).containsExactly("a=2", "c=2");
    }

    @Test
    void aRollbackLeavesNothing() {
        given("a", "1");
        try (StorageTransaction transaction = begin()) {
            put(transaction, "a", "2");
            prepare(transaction, "one");
        }
        reopenIfDurable();
        assertThat(prepared("one").rollback(null)).isTrue();
        assertThat(store.prepared()).isEmpty();
        reopenIfDurable();
        assertThat(committedList()).containsExactly("a=1");
        given("a", "3");
        assertThat(committed("a")).isEqualTo("3");
    }

    @Test
    void theWrittenKeysAreLockedUntilTheEnd() {
        given("a", "1");
        try (StorageTransaction transaction = begin()) {
            put(transaction, "a", "2");
            prepare(transaction, "one");
        }
        reopenIfDurable();
        TransactionOptions impatient = TransactionOptions.DEFAULT.withLockTimeout(Duration.ofMillis(20));
        try (StorageTransaction other = store.begin(impatient)) {
            assertThatThrownBy(() -> put(other, "a", "3")).isInstanceOf(LockNotAvailable.class);
        }
        CompletableFuture<String> waiting = async(() -> retrying(TransactionOptions.DEFAULT, statement -> {
            String seen = text(statement.get(TABLE, bytes("a"), Access.FOR_UPDATE));
            statement.put(TABLE, bytes("a"), bytes(seen + "3"));
            return String.valueOf(seen);
        }));
        awaitLockWaiters();
        prepared("one").commit(null);
        assertThat(join(waiting)).isEqualTo("2");
        assertThat(committed("a")).isEqualTo("23");
    }

    @Test
    void readLocksAndLocksOfSpacesAreKeptToo() {
        given("a", "1", "b", "1");
        try (StorageTransaction transaction = begin()) {
            get(transaction, "a", Access.FOR_SHARE);
            transaction.lockSpace(TABLE + 1, SpaceLock.EXCLUSIVE, LockWait.BLOCK);
            transaction.lockAdvisory(bytes("name"), LockMode.UPDATE, LockWait.BLOCK);
            prepare(transaction, "one");
        }
        reopenIfDurable();
        try (StorageTransaction other = begin()) {
            assertThat(get(other, "a", Access.FOR_SHARE)).isEqualTo("1");
            try (StorageStatement statement = other.beginStatement()) {
                assertThat(statement.lock(TABLE, bytes("a"), LockMode.UPDATE, LockWait.SKIP))
                        .isFalse();
            }
            assertThat(other.lockSpace(TABLE + 1, SpaceLock.READ_INTENT, LockWait.SKIP))
                    .isFalse();
            assertThat(other.lockAdvisory(bytes("name"), LockMode.SHARE, LockWait.SKIP))
                    .isFalse();
        }
        assertThat(store.locks())
                .allSatisfy(lock ->
                        assertThat(lock.transaction()).isEqualTo(prepared("one").id()));
        prepared("one").rollback(null);
    }

    @Test
    void theSessionThatPreparedWaitsForItLikeAnybody() {
        try (LockSession session = store.openLockSession("1")) {
            TransactionOptions options =
                    TransactionOptions.DEFAULT.withSession(session).withLockTimeout(Duration.ofMillis(20));
            try (StorageTransaction transaction = store.begin(options)) {
                put(transaction, "a", "1");
                transaction.lockAdvisory(bytes("name"), LockMode.UPDATE, LockWait.BLOCK);
                prepare(transaction, "one");
            }
            try (StorageTransaction next = store.begin(options)) {
                assertThatThrownBy(() -> put(next, "a", "2")).isInstanceOf(LockNotAvailable.class);
                assertThat(session.lock(next, bytes("name"), LockMode.SHARE, LockWait.SKIP))
                        .isFalse();
            }
        }
        prepared("one").commit(null);
    }

    @Test
    void aLockThatTheSessionHoldsTooCannotBeTakenAway() {
        try (LockSession session = store.openLockSession("1");
                StorageTransaction transaction = store.begin(TransactionOptions.DEFAULT.withSession(session))) {
            session.lock(transaction, bytes("name"), LockMode.SHARE, LockWait.BLOCK);
            transaction.lockAdvisory(bytes("name"), LockMode.SHARE, LockWait.BLOCK);
            assertThat(transaction.prepare("one", NOTE, null)).isEqualTo(Preparation.LOCK_SHARED_WITH_SESSION);
            assertThat(transaction.state()).isEqualTo(StorageTransaction.State.ACTIVE);
        }
    }

    @Test
    void aNameIsGivenOnce() {
        try (StorageTransaction transaction = begin();
                StorageTransaction other = begin()) {
            put(transaction, "a", "1");
            prepare(transaction, "one");
            assertThat(store.prepared()).hasSize(1);
            put(other, "b", "1");
            assertThat(other.prepare("one", NOTE, null)).isEqualTo(Preparation.NAME_IN_USE);
            assertThat(other.commit()).isPositive();
        }
        prepared("one").commit(null);
        try (StorageTransaction transaction = begin()) {
            prepare(transaction, "one");
        }
        prepared("one").rollback(null);
    }

    @Test
    void onlyOneEndsIt() {
        try (StorageTransaction transaction = begin()) {
            put(transaction, "a", "1");
            prepare(transaction, "one");
        }
        PreparedTransaction one = prepared("one");
        List<CompletableFuture<Boolean>> ends = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ends.add(async(() -> one.commit(null).isPresent()));
        }
        assertThat(ends.stream().filter(PreparedContract::join).count()).isEqualTo(1);
        assertThat(one.rollback(null)).isFalse();
        assertThat(committed("a")).isEqualTo("1");
    }

    @Test
    void readsThatDoNotHoldRefuseThePreparation() {
        given("a", "1");
        try (StorageTransaction transaction = begin()) {
            get(transaction, "a");
            given("a", "2");
            put(transaction, "b", "1");
            assertThatThrownBy(() -> transaction.prepare("one", NOTE, null)).isInstanceOf(TransactionRetry.class);
            assertThat(transaction.state()).isEqualTo(StorageTransaction.State.DOOMED);
            transaction.restart();
            assertThat(get(transaction, "a")).isEqualTo("2");
            put(transaction, "b", "1");
            prepare(transaction, "one");
        }
        prepared("one").commit(null);
        assertThat(committed("b")).isEqualTo("1");
    }

    @Test
    void whatItHasReadCannotBeChangedBySerializableTransactions() {
        given("a", "1", "m", "1");
        try (StorageTransaction transaction = begin()) {
            get(transaction, "a");
            list(transaction, "m", "p");
            put(transaction, "z", "1");
            prepare(transaction, "one");
        }
        reopenIfDurable();
        for (String key : List.of("a", "m", "n")) {
            try (StorageTransaction other = begin()) {
                put(other, key, "2");
                assertThatThrownBy(other::commit).as(key).isInstanceOf(TransactionRetry.class);
            }
        }
        given("b", "2", "p", "2");
        try (StorageTransaction other = begin(Isolation.READ_COMMITTED)) {
            put(other, "a", "2");
            other.commit();
        }
        prepared("one").commit(null);
        given("a", "3", "m", "3", "n", "3");
    }

    @Test
    void aSpaceThatItHasReadCannotBeDropped() {
        given("a", "1");
        try (StorageTransaction transaction = begin()) {
            get(transaction, "a");
            try (StorageStatement statement = transaction.beginStatement()) {
                statement.put(TABLE + 1, bytes("x"), bytes("1"));
            }
            prepare(transaction, "one");
        }
        reopenIfDurable();
        try (StorageTransaction other = begin()) {
            other.lockSpace(TABLE, SpaceLock.EXCLUSIVE, LockWait.BLOCK);
            other.dropSpace(TABLE);
            assertThatThrownBy(other::commit).isInstanceOf(TransactionRetry.class);
        }
        prepared("one").rollback(null);
    }

    @Test
    void ofTwoThatDependOnEachOtherOneIsPrepared() {
        given("a", "1", "b", "1");
        try (StorageTransaction one = begin();
                StorageTransaction two = begin()) {
            get(one, "a");
            put(one, "b", "2");
            get(two, "b");
            put(two, "a", "2");
            prepare(one, "one");
            assertThatThrownBy(() -> two.prepare("two", NOTE, null)).isInstanceOf(TransactionRetry.class);
        }
        reopenIfDurable();
        try (StorageTransaction reader = begin();
                StorageTransaction writer = begin()) {
            get(reader, "b");
            put(reader, "c", "1");
            assertThatThrownBy(() -> reader.prepare("reader", NOTE, null)).isInstanceOf(TransactionRetry.class);
            put(writer, "a", "3");
            assertThatThrownBy(() -> writer.prepare("writer", NOTE, null)).isInstanceOf(TransactionRetry.class);
        }
        prepared("one").commit(null);
    }

    @Test
    void oneThatWroteNothingStandsAtItsSnapshot() {
        given("a", "1");
        try (StorageTransaction transaction = begin()) {
            get(transaction, "a");
            given("a", "2");
            prepare(transaction, "one");
        }
        given("a", "3");
        reopenIfDurable();
        assertThat(prepared("one").commit(null)).isPresent();
    }

    @Test
    void anEntryBesideComesWithThePreparationAndWithTheEnd() {
        try (StorageTransaction transaction = begin()) {
            put(transaction, "b", "1");
            assertThat(transaction.prepare("one", NOTE, new SideEntry(TABLE, bytes("a"), bytes("prepared"))))
                    .isEqualTo(Preparation.PREPARED);
        }
        assertThat(committedList()).containsExactly("a=prepared");
        reopenIfDurable();
        prepared("one").commit(new SideEntry(TABLE, bytes("c"), bytes("committed")));
        assertThat(committedList()).containsExactly("a=prepared", "b=1", "c=committed");
    }

    @Test
    void largeOnesAreCutInChunks() {
        StoreLimits.keysBeforeSpan(store, 100);
        int rows = 3000;
        String value = "v".repeat(200);
        try (StorageTransaction transaction = begin();
                StorageStatement statement = transaction.beginStatement()) {
            for (int i = 0; i < rows; i++) {
                statement.put(TABLE + i % 3, bytes("key" + i), bytes(value + i));
            }
            statement.put(TABLE, bytes("long"), new byte[300_000]);
            prepare(transaction, "one");
        }
        reopenIfDurable();
        assertThat(prepared("one").findProblem()).isEmpty();
        prepared("one").commit(new SideEntry(TABLE + 1, bytes("key"), bytes("beside")));
        assertRows(rows, value);
        assertThat(committed("long")).hasSize(300_000);
        reopenIfDurable();
        assertRows(rows, value);
    }

    private void assertRows(int rows, String value) {
        try (StorageTransaction reader = begin();
                StorageStatement statement = reader.beginStatement()) {
            for (int i = 0; i < rows; i++) {
                assertThat(text(statement.get(TABLE + i % 3, bytes("key" + i), Access.READ)))
                        .isEqualTo(value + i);
            }
        }
    }

    @Test
    void whatWasMovedToDiskAndLoadedIsPreparedToo() {
        store.close();
        store = TransactionalStore.open(fixture().location(directory), OPTIONS.withTransactionMemoryBytes(20_000));
        int table = store.allocateSpace();
        String value = "v".repeat(100);
        try (StorageTransaction transaction = begin();
                StorageStatement statement = transaction.beginStatement()) {
            transaction.lockSpace(table, SpaceLock.EXCLUSIVE, LockWait.BLOCK);
            load(statement, table, 500);
            for (int i = 0; i < 1000; i++) {
                statement.put(TABLE + i % 3, bytes("key" + i), bytes(value + i));
            }
            transaction.dropSpace(TABLE + 5);
            prepare(transaction, "one");
        }
        reopenIfDurable();
        prepared("one").commit(new SideEntry(TABLE + 1, bytes("key"), bytes("beside")));
        assertRows(1000, value);
        try (StorageTransaction reader = begin();
                StorageStatement statement = reader.beginStatement()) {
            assertThat(statement.get(table, bytes("row1250"), Access.READ)).isEqualTo(bytes("loaded"));
            assertThat(statement.get(TABLE + 1, bytes("key"), Access.READ)).isEqualTo(bytes("beside"));
        }
    }

    private static void load(StorageStatement statement, int table, int rows) {
        try (SpaceLoad load = statement.load(table)) {
            for (int i = 0; i < rows; i++) {
                byte[] key = bytes("row" + (1000 + i));
                if (load == null) {
                    statement.put(table, key, bytes("loaded"));
                } else {
                    load.put(key, bytes("loaded"));
                }
            }
            if (load != null) {
                load.finish();
            }
        }
    }

    @Test
    void nothingIsEndedInAStoreThatIsClosed() {
        try (StorageTransaction transaction = begin()) {
            put(transaction, "a", "1");
            prepare(transaction, "one");
        }
        PreparedTransaction one = prepared("one");
        store.close();
        assertThatThrownBy(() -> one.commit(null)).isInstanceOf(StorageException.EngineFailed.class);
        assertThatThrownBy(() -> one.rollback(null)).isInstanceOf(StorageException.EngineFailed.class);
        open();
        assertThat(store.prepared()).hasSize(fixture().durable() ? 1 : 0);
        store.prepared().forEach(prepared -> prepared.rollback(null));
    }

    @Test
    void numbersOfTransactionsStayUnique() {
        long first;
        try (StorageTransaction transaction = begin()) {
            put(transaction, "a", "1");
            first = transaction.id();
            prepare(transaction, "one");
        }
        reopenIfDurable();
        assertThat(prepared("one").id()).isEqualTo(first);
        try (StorageTransaction transaction = begin()) {
            assertThat(transaction.id()).isGreaterThan(first);
            put(transaction, "b", "1");
            prepare(transaction, "two");
        }
        assertThat(store.prepared()).extracting(PreparedTransaction::name).containsExactly("one", "two");
        store.prepared().forEach(prepared -> prepared.rollback(null));
    }

    @Test
    void nobodyWaitsInACircleWithIt() {
        given("a", "1", "b", "1");
        try (StorageTransaction transaction = begin()) {
            put(transaction, "a", "2");
            prepare(transaction, "one");
        }
        CompletableFuture<Boolean> waiting = async(() -> {
            given("b", "2", "a", "3");
            return true;
        });
        awaitLockWaiters();
        assertThat(waiting).isNotDone();
        prepared("one").rollback(null);
        assertThat(join(waiting)).isTrue();
    }

    @Test
    void whatWasRolledBackIsNotRecorded() {
        try (StorageTransaction transaction = begin()) {
            var mark = transaction.mark();
            put(transaction, "a", "1");
            transaction.rollbackTo(mark);
            prepare(transaction, "one");
        }
        reopenIfDurable();
        prepared("one").commit(null);
        try (StorageTransaction reader = begin()) {
            assertThat(list(reader, "", null)).isEmpty();
        }
    }
}
