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
import io.trefoil.sql.storage.StorageException.StatementRetry;
import io.trefoil.sql.storage.StorageException.TransactionRetry;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.storage.TransactionOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The anomalies each isolation level refuses or allows, and the retries that make refusals rare. */
public abstract class IsolationContract extends StoreTestCase {

    @Test
    void serializableRefusesWriteSkew() {
        given("a", "1", "b", "1");
        try (StorageTransaction one = begin();
                StorageTransaction two = begin()) {
            get(one, "a");
            get(one, "b");
            get(two, "a");
            get(two, "b");
            put(one, "a", "0");
            put(two, "b", "0");
            one.commit();
            assertThatThrownBy(two::commit).isInstanceOfSatisfying(TransactionRetry.class, e -> {
                assertThat(e.why()).isEqualTo(TransactionRetry.Why.READ_CHANGED);
                assertThat(text(e.key())).isEqualTo("a");
            });
        }
        assertThat(committedList()).containsExactly("a=0", "b=1");
        assertThat(store.statistics().readConflicts()).isEqualTo(1);
    }

    @Test
    void repeatableReadAllowsWriteSkew() {
        given("a", "1", "b", "1");
        try (StorageTransaction one = begin(Isolation.REPEATABLE_READ);
                StorageTransaction two = begin(Isolation.REPEATABLE_READ)) {
            get(one, "b");
            get(two, "a");
            put(one, "a", "0");
            put(two, "b", "0");
            one.commit();
            two.commit();
        }
        assertThat(committedList()).containsExactly("a=0", "b=0");
    }

    @Test
    void serializableRefusesAPhantom() {
        given("a", "1", "c", "1");
        try (StorageTransaction one = begin()) {
            assertThat(list(one, "a", "d")).hasSize(2);
            put(one, "z", "2");
            given("b", "new");
            assertThatThrownBy(one::commit).isInstanceOf(TransactionRetry.class);
        }
    }

    @Test
    void serializableRefusesADeleteInsideARangeThatWasRead() {
        given("a", "1", "b", "1");
        try (StorageTransaction one = begin();
                StorageTransaction two = begin()) {
            ScanRequest reverse = ScanRequest.of(KeyRange.all(TABLE)).reversed();
            assertThat(list(one, reverse)).hasSize(2);
            put(one, "z", "2");
            delete(two, "b");
            two.commit();
            assertThatThrownBy(one::commit).isInstanceOf(TransactionRetry.class);
        }
    }

    @Test
    void whatAScanHasNotReachedDoesNotCount() {
        given("a", "1", "b", "1", "c", "1");
        try (StorageTransaction one = begin()) {
            try (StorageStatement statement = one.beginStatement();
                    KeyCursor cursor = statement.scan(ScanRequest.of(KeyRange.all(TABLE)))) {
                assertThat(cursor.next()).isTrue();
            }
            try (StorageStatement statement = one.beginStatement();
                    KeyCursor cursor =
                            statement.scan(ScanRequest.of(KeyRange.all(TABLE)).reversed())) {
                assertThat(cursor.next()).isTrue();
            }
            put(one, "x", "2");
            given("b", "2", "aa", "2", "bb", "2");
            one.commit();
        }
        try (StorageTransaction one = begin()) {
            try (StorageStatement statement = one.beginStatement();
                    KeyCursor cursor = statement.scan(ScanRequest.of(KeyRange.all(TABLE)))) {
                assertThat(cursor.next()).isTrue();
                assertThat(cursor.next()).isTrue();
            }
            put(one, "x", "3");
            given("a0", "between");
            assertThatThrownBy(one::commit).isInstanceOf(TransactionRetry.class);
        }
    }

    @Test
    void anAbsentKeyThatWasReadCountsToo() {
        try (StorageTransaction one = begin()) {
            assertThat(get(one, "a")).isNull();
            put(one, "b", "1");
            given("a", "1");
            assertThatThrownBy(one::commit).isInstanceOf(TransactionRetry.class);
        }
    }

    @Test
    void untrackedReadsDoNotCount() {
        given("a", "1");
        try (StorageTransaction one = begin()) {
            assertThat(get(one, "a", Access.UNTRACKED)).isEqualTo("1");
            put(one, "b", "1");
            given("a", "2");
            one.commit();
        }
    }

    @Test
    void transactionsWithoutWritesNeverFail() {
        given("a", "1");
        try (StorageTransaction one = begin()) {
            assertThat(get(one, "a")).isEqualTo("1");
            given("a", "2");
            assertThat(get(one, "a")).isEqualTo("1");
            one.commit();
        }
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void noLevelLosesAnUpdateThatLocksFirst(Isolation isolation) {
        given("n", "0");
        int threads = 6;
        int each = 60;
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            all.add(async(() -> {
                for (int j = 0; j < each; j++) {
                    retrying(TransactionOptions.DEFAULT.withIsolation(isolation), statement -> {
                        byte[] found = statement.get(TABLE, bytes("n"), Access.FOR_NO_KEY_UPDATE);
                        statement.put(TABLE, bytes("n"), bytes("" + (Integer.parseInt(text(found)) + 1)));
                        return 0;
                    });
                }
                return null;
            }));
        }
        all.forEach(StoreTestCase::join);
        assertThat(committed("n")).isEqualTo("" + threads * each);
        assertThat(store.statistics().transactionRestarts())
                .as("hot rows queue")
                .isZero();
    }

    @Test
    void serializableLosesNoUpdateEvenWithoutLocks() {
        given("n", "0");
        int threads = 4;
        int each = 40;
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            all.add(async(() -> {
                for (int j = 0; j < each; j++) {
                    retrying(TransactionOptions.DEFAULT, statement -> {
                        byte[] found = statement.get(TABLE, bytes("n"), Access.READ);
                        statement.put(TABLE, bytes("n"), bytes("" + (Integer.parseInt(text(found)) + 1)));
                        return 0;
                    });
                }
                return null;
            }));
        }
        all.forEach(StoreTestCase::join);
        assertThat(committed("n")).isEqualTo("" + threads * each);
    }

    @Test
    void aRowFoundByAScanAndChangedSinceRestartsTheStatement() {
        given("a", "1", "b", "1");
        try (StorageTransaction one = begin();
                StorageStatement update = one.beginStatement()) {
            KeyCursor cursor = update.scan(ScanRequest.of(KeyRange.all(TABLE)));
            assertThat(cursor.next()).isTrue();
            update.put(TABLE, bytes("written"), bytes("by the first run"));
            given("a", "2");
            assertThatThrownBy(() -> update.lock(TABLE, bytes("a"), LockMode.NO_KEY_UPDATE, LockWait.BLOCK))
                    .isInstanceOf(StatementRetry.class);
            cursor.close();
            update.restart();
            KeyCursor again = update.scan(ScanRequest.of(KeyRange.all(TABLE)));
            assertThat(again.next()).isTrue();
            assertThat(again.value()).isEqualTo(bytes("2"));
            assertThat(update.lock(TABLE, bytes("a"), LockMode.NO_KEY_UPDATE, LockWait.BLOCK))
                    .isTrue();
            update.put(TABLE, bytes("a"), bytes("3"));
            again.close();
            one.commit();
        }
        assertThat(committedList()).containsExactly("a=3", "b=1");
        assertThat(store.statistics().statementRestarts()).isEqualTo(1);
    }

    @Test
    void aStatementCannotRestartIfEarlierReadsDoNotHold() {
        given("a", "1");
        try (StorageTransaction one = begin()) {
            assertThat(get(one, "a")).isEqualTo("1");
            StorageStatement update = one.beginStatement();
            given("a", "2");
            assertThatThrownBy(() -> update.lock(TABLE, bytes("a"), LockMode.UPDATE, LockWait.BLOCK))
                    .isInstanceOf(StatementRetry.class);
            assertThatThrownBy(update::restart)
                    .isInstanceOfSatisfying(
                            TransactionRetry.class,
                            e -> assertThat(text(e.key())).isEqualTo("a"));
            assertThat(one.state()).isEqualTo(StorageTransaction.State.DOOMED);
            one.restart();
            assertThat(get(one, "a")).isEqualTo("2");
            put(one, "a", "3");
            one.commit();
        }
        assertThat(committed("a")).isEqualTo("3");
    }

    @Test
    void repeatableReadLetsTheFirstUpdaterWin() {
        given("a", "1");
        try (StorageTransaction one = begin(Isolation.REPEATABLE_READ)) {
            assertThat(get(one, "b")).isNull();
            given("a", "2");
            assertThatThrownBy(() -> put(one, "a", "3"))
                    .isInstanceOfSatisfying(
                            TransactionRetry.class,
                            e -> assertThat(e.why()).isEqualTo(TransactionRetry.Why.WRITE_CHANGED));
        }
        assertThat(committed("a")).isEqualTo("2");
        assertThat(store.statistics().writeConflicts()).isEqualTo(1);
    }

    @Test
    void repeatableReadMovesForwardBeforeItsFirstRead() {
        given("a", "1");
        try (StorageTransaction one = begin(Isolation.REPEATABLE_READ);
                StorageStatement statement = one.beginStatement()) {
            given("a", "2");
            assertThat(statement.get(TABLE, bytes("a"), Access.FOR_UPDATE)).isEqualTo(bytes("2"));
            statement.put(TABLE, bytes("a"), bytes("3"));
            one.commit();
        }
        assertThat(committed("a")).isEqualTo("3");
    }

    @Test
    void repeatableReadQueuesOnHotRowsWhileItReadsOnlyWhatItLocks() {
        given("a", "1", "b", "1");
        try (StorageTransaction one = begin(Isolation.REPEATABLE_READ)) {
            assertThat(get(one, "a", Access.FOR_UPDATE)).isEqualTo("1");
            put(one, "a", "2");
            given("b", "2");
            assertThat(get(one, "b", Access.FOR_UPDATE)).isEqualTo("2");
            put(one, "b", "3");
            one.commit();
        }
        assertThat(committedList()).containsExactly("a=2", "b=3");
    }

    @Test
    void readCommittedSeesNewCommitsWithEachStatement() {
        given("a", "1");
        try (StorageTransaction one = begin(Isolation.READ_COMMITTED)) {
            try (StorageStatement first = one.beginStatement()) {
                assertThat(first.get(TABLE, bytes("a"), Access.READ)).isEqualTo(bytes("1"));
                given("a", "2");
                assertThat(first.get(TABLE, bytes("a"), Access.READ)).isEqualTo(bytes("1"));
                try (StorageStatement second = one.beginStatement()) {
                    assertThat(second.get(TABLE, bytes("a"), Access.READ)).isEqualTo(bytes("2"));
                }
                assertThat(first.get(TABLE, bytes("a"), Access.READ))
                        .as("open statements keep their view")
                        .isEqualTo(bytes("1"));
            }
            put(one, "b", "1");
            one.commit();
        }
    }

    @Test
    void readCommittedRestartsAStatementWhoseRowChanged() {
        given("a", "1", "b", "1");
        try (StorageTransaction one = begin(Isolation.READ_COMMITTED)) {
            assertThat(get(one, "a")).isEqualTo("1");
            try (StorageStatement update = one.beginStatement()) {
                assertThat(update.get(TABLE, bytes("b"), Access.READ)).isEqualTo(bytes("1"));
                given("a", "2", "b", "2");
                assertThatThrownBy(() -> update.lock(TABLE, bytes("a"), LockMode.UPDATE, LockWait.BLOCK))
                        .isInstanceOf(StatementRetry.class);
                update.restart();
                assertThat(update.get(TABLE, bytes("b"), Access.READ)).isEqualTo(bytes("2"));
                assertThat(update.lock(TABLE, bytes("a"), LockMode.UPDATE, LockWait.BLOCK))
                        .isTrue();
                update.put(TABLE, bytes("a"), bytes("3"));
            }
            one.commit();
        }
        assertThat(committed("a")).isEqualTo("3");
    }

    @Test
    void aLockedReadMovesTheSnapshotAndOpenScansFollow() {
        given("a", "1", "b", "1", "c", "1", "x", "1");
        try (StorageTransaction one = begin();
                StorageStatement statement = one.beginStatement();
                KeyCursor cursor = statement.scan(ScanRequest.of(new KeyRange(TABLE, bytes("a"), bytes("d"))))) {
            assertThat(cursor.next()).isTrue();
            given("x", "2", "b", "2", "bb", "2");
            assertThat(statement.get(TABLE, bytes("x"), Access.FOR_UPDATE)).isEqualTo(bytes("2"));
            assertThat(cursor.next()).isTrue();
            assertThat(text(cursor.key()) + text(cursor.value())).isEqualTo("b2");
            assertThat(cursor.next()).isTrue();
            assertThat(text(cursor.key())).isEqualTo("bb");
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.next()).isFalse();
            statement.put(TABLE, bytes("x"), bytes("3"));
            one.commit();
        }
        assertThat(store.statistics().refreshes()).isPositive();
    }

    @Test
    void aLockingScanDeliversTheNewestRows() {
        given("a", "1", "b", "1", "c", "1");
        for (Isolation isolation : Isolation.values()) {
            try (StorageTransaction one = begin(isolation);
                    StorageStatement statement = one.beginStatement()) {
                given("a", "2", "b", "2");
                List<String> seen = new ArrayList<>();
                for (boolean again = true; again; ) {
                    again = false;
                    seen.clear();
                    try (KeyCursor cursor =
                            statement.scan(ScanRequest.of(KeyRange.all(TABLE)).with(Access.FOR_UPDATE))) {
                        while (cursor.next()) {
                            seen.add(text(cursor.key()) + "=" + text(cursor.value()));
                        }
                    } catch (StatementRetry e) {
                        statement.restart();
                        again = true;
                    }
                }
                assertThat(seen).as(isolation.name()).containsExactly("a=2", "b=2", "c=1");
            }
            given("a", "1", "b", "1");
        }
    }

    @Test
    void insertOfAKeySeenAbsentAndTakenMeanwhileIsRetried() {
        try (StorageTransaction one = begin()) {
            StorageStatement statement = one.beginStatement();
            assertThat(statement.get(TABLE, bytes("a"), Access.READ)).isNull();
            given("a", "1");
            assertThatThrownBy(() -> statement.insert(TABLE, bytes("a"), bytes("2"), LockWait.BLOCK))
                    .isInstanceOf(StatementRetry.class);
            statement.restart();
            assertThat(statement.insert(TABLE, bytes("a"), bytes("2"), LockWait.BLOCK))
                    .isEqualTo(bytes("1"));
        }
    }

    @Test
    void refreshMovesToTheNewestStateIfReadsHold() {
        given("a", "1", "b", "1");
        try (StorageTransaction one = begin()) {
            assertThat(get(one, "a")).isEqualTo("1");
            given("b", "2");
            assertThat(get(one, "c")).isNull();
            assertThat(one.refresh()).isTrue();
            assertThat(get(one, "b")).isEqualTo("2");
            given("a", "2");
            assertThat(one.refresh()).isFalse();
            assertThat(get(one, "a")).isEqualTo("1");
            one.commit();
        }
    }

    @Test
    void aReaderIsNotHeldUpByAWriter() {
        given("a", "1");
        try (StorageTransaction writer = begin();
                StorageTransaction reader = begin()) {
            put(writer, "a", "2");
            assertThat(get(reader, "a")).isEqualTo("1");
            assertThat(list(reader, "", null)).containsExactly("a=1");
            reader.commit();
            writer.commit();
        }
    }

    @Test
    void manyPointsAndRangesAreCheckedAgainstManyCommits() {
        try (StorageTransaction one = begin()) {
            try (StorageStatement statement = one.beginStatement()) {
                for (int i = 0; i < 300; i++) {
                    statement.get(TABLE, bytes("p" + i), Access.READ);
                    try (KeyCursor cursor =
                            statement.scan(ScanRequest.of(new KeyRange(TABLE, bytes("r" + i), bytes("r" + i + "/"))))) {
                        assertThat(cursor.next()).isFalse();
                    }
                }
            }
            for (int i = 0; i < 50; i++) {
                given("q" + i, "x", "r" + i + "0/", "x");
            }
            assertThat(one.refresh()).as("nothing read was written").isTrue();
            given("r250.5", "inside a range");
            assertThat(one.refresh()).isFalse();
            put(one, "w", "x");
            assertThatThrownBy(one::commit)
                    .isInstanceOfSatisfying(
                            TransactionRetry.class,
                            e -> assertThat(text(e.key())).isEqualTo("r250.5"));
        }
    }
}
