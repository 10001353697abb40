package io.trefoil.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.storage.ScanRequest;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.storage.TransactionOptions;
import io.trefoil.sql.storage.core.StoreLimits;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What one transaction reads and writes, and what others see of it. */
public abstract class ReadWriteContract extends StoreTestCase {

    @Test
    void committedWritesAreSeenByLaterTransactions() {
        given("a", "1", "b", "2");
        assertThat(committed("a")).isEqualTo("1");
        assertThat(committedList()).containsExactly("a=1", "b=2");
    }

    @Test
    void rolledBackWritesLeaveNoTrace() {
        given("a", "1");
        try (StorageTransaction transaction = begin()) {
            put(transaction, "a", "2");
            put(transaction, "b", "2");
            transaction.rollback();
        }
        assertThat(committedList()).containsExactly("a=1");
    }

    @Test
    void aTransactionReadsItsSnapshotWhileOthersCommit() {
        given("a", "1");
        try (StorageTransaction reader = store.begin(TransactionOptions.READ_ONLY)) {
            assertThat(get(reader, "a")).isEqualTo("1");
            given("a", "2", "b", "2");
            assertThat(get(reader, "a")).isEqualTo("1");
            assertThat(list(reader, "", null)).containsExactly("a=1");
            reader.commit();
        }
        assertThat(committedList()).containsExactly("a=2", "b=2");
    }

    @Test
    void laterStatementsSeeOwnWrites() {
        given("a", "1", "b", "1", "d", "1");
        try (StorageTransaction transaction = begin()) {
            put(transaction, "a", "2");
            put(transaction, "c", "2");
            delete(transaction, "d");
            assertThat(get(transaction, "a")).isEqualTo("2");
            assertThat(get(transaction, "d")).isNull();
            assertThat(list(transaction, "", null)).containsExactly("a=2", "b=1", "c=2");
            assertThat(committedList()).containsExactly("a=1", "b=1", "d=1");
            transaction.commit();
        }
        assertThat(committedList()).containsExactly("a=2", "b=1", "c=2");
    }

    @Test
    void aStatementDoesNotMeetItsOwnWrites() {
        given("a", "1", "b", "1");
        try (StorageTransaction transaction = begin();
                StorageStatement statement = transaction.beginStatement();
                KeyCursor cursor = statement.scan(ScanRequest.of(KeyRange.all(TABLE)))) {
            int seen = 0;
            while (cursor.next()) {
                seen++;
                assertThat(seen).isLessThan(10);
                statement.put(TABLE, bytes("z" + seen), bytes("moved"));
                statement.put(TABLE, cursor.key(), bytes("changed"));
            }
            assertThat(seen).isEqualTo(2);
            assertThat(statement.get(TABLE, bytes("a"), Access.READ)).isEqualTo(bytes("1"));
            assertThat(statement.get(TABLE, bytes("z1"), Access.READ)).isNull();
            assertThat(statement.get(TABLE, bytes("z1"), Access.LATEST)).isEqualTo(bytes("moved"));
        }
    }

    @Test
    void insertSeesTheNewestStateAndItsOwnStatement() {
        given("a", "1");
        try (StorageTransaction transaction = begin();
                StorageStatement statement = transaction.beginStatement()) {
            assertThat(statement.insert(TABLE, bytes("a"), bytes("x"), LockWait.BLOCK))
                    .isEqualTo(bytes("1"));
            given("b", "2");
            assertThat(statement.insert(TABLE, bytes("b"), bytes("x"), LockWait.BLOCK))
                    .isEqualTo(bytes("2"));
            assertThat(statement.insert(TABLE, bytes("c"), bytes("x"), LockWait.BLOCK))
                    .isNull();
            assertThat(statement.insert(TABLE, bytes("c"), bytes("y"), LockWait.BLOCK))
                    .isEqualTo(bytes("x"));
            statement.delete(TABLE, bytes("c"));
            assertThat(statement.insert(TABLE, bytes("c"), bytes("z"), LockWait.BLOCK))
                    .isNull();
            transaction.commit();
        }
        assertThat(committedList()).containsExactly("a=1", "b=2", "c=z");
    }

    @Test
    void insertFindsWhatLiesAboveTheHighestKeyOfBefore() {
        assertThat(insert("m")).isEqualTo("nothing");
        assertThat(StoreLimits.knowsHighestKey(store, TABLE)).isTrue();
        assertThat(insert("m")).isEqualTo("of m");
        assertThat(insert("n")).isEqualTo("nothing");
        assertThat(insert("n")).isEqualTo("of n");
        given("p", "put");
        assertThat(insert("p")).isEqualTo("put");
        try (StorageTransaction transaction = begin()) {
            delete(transaction, "p");
            transaction.commit();
        }
        assertThat(insert("p")).isEqualTo("nothing");
        assertThat(insert("p")).isEqualTo("of p");
        reopen();
        assertThat(insert("")).isEqualTo("nothing");
        assertThat(insert("")).isEqualTo("of ");
    }

    @Test
    void insertFindsAKeyAboveTheHighestOneOfItsSnapshot() {
        insert("m");
        try (StorageTransaction transaction = begin()) {
            try (StorageStatement statement = transaction.beginStatement()) {
                assertThat(statement.insert(TABLE, bytes("n"), bytes("1"), LockWait.BLOCK))
                        .isNull();
                given("x", "of another");
                assertThat(statement.insert(TABLE, bytes("o"), bytes("1"), LockWait.BLOCK))
                        .isNull();
                assertThat(text(statement.insert(TABLE, bytes("x"), bytes("1"), LockWait.BLOCK)))
                        .isEqualTo("of another");
            }
            transaction.commit();
        }
    }

    /** What an insert in a transaction of its own finds. */
    private String insert(String key) {
        return retrying(TransactionOptions.DEFAULT, statement -> {
            String found = text(statement.insert(TABLE, bytes(key), bytes("of " + key), LockWait.BLOCK));
            return found == null ? "nothing" : found;
        });
    }

    @Test
    void spacesAreApart() {
        try (StorageTransaction transaction = begin();
                StorageStatement statement = transaction.beginStatement()) {
            statement.put(TABLE, bytes("a"), bytes("1"));
            statement.put(TABLE + 1, bytes("a"), bytes("2"));
            statement.put(TABLE - 1, new byte[] {-1, -1}, bytes("3"));
            statement.put(-1, new byte[] {-1, -1, -1, -1, -1}, bytes("4"));
            transaction.commit();
        }
        try (StorageTransaction transaction = store.begin(TransactionOptions.READ_ONLY)) {
            assertThat(list(transaction, ScanRequest.of(KeyRange.all(TABLE)))).containsExactly("a=1");
            assertThat(list(transaction, ScanRequest.of(KeyRange.all(TABLE)).reversed()))
                    .containsExactly("a=1");
            assertThat(list(transaction, ScanRequest.of(KeyRange.all(TABLE + 1))))
                    .containsExactly("a=2");
            assertThat(list(transaction, ScanRequest.of(KeyRange.all(-1)))).hasSize(1);
            assertThat(list(transaction, ScanRequest.of(KeyRange.all(-1)).reversed()))
                    .hasSize(1);
            assertThat(list(transaction, ScanRequest.of(KeyRange.all(TABLE + 2))))
                    .isEmpty();
        }
        assertThatThrownBy(() -> given(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private void given(int space) {
        try (StorageTransaction transaction = begin();
                StorageStatement statement = transaction.beginStatement()) {
            statement.put(space, bytes("a"), bytes("1"));
        }
    }

    @Test
    void emptyKeysAndValuesAreValues() {
        try (StorageTransaction transaction = begin()) {
            put(transaction, "", "");
            put(transaction, "a", "");
            transaction.commit();
        }
        assertThat(committedList()).containsExactly("=", "a=");
        assertThat(committed("")).isEmpty();
        assertThat(committed("b")).isNull();
    }

    @Test
    void keysAreOrderedAsUnsignedBytesAndPrefixesFirst() {
        try (StorageTransaction transaction = begin();
                StorageStatement statement = transaction.beginStatement()) {
            for (byte[] key : new byte[][] {{-1}, {0}, {0, 0}, {127}, {-128}, {1, -1}, {2}}) {
                statement.put(TABLE, key, key);
            }
            try (StorageStatement next = transaction.beginStatement();
                    KeyCursor own = next.scan(ScanRequest.of(KeyRange.all(TABLE)))) {
                checkOrder(own);
            }
            transaction.commit();
        }
        try (StorageTransaction transaction = store.begin(TransactionOptions.READ_ONLY);
                StorageStatement statement = transaction.beginStatement();
                KeyCursor stored = statement.scan(ScanRequest.of(KeyRange.all(TABLE)))) {
            checkOrder(stored);
        }
    }

    private static void checkOrder(KeyCursor cursor) {
        for (byte[] expected : new byte[][] {{0}, {0, 0}, {1, -1}, {2}, {127}, {-128}, {-1}}) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.key()).isEqualTo(expected);
            assertThat(cursor.value()).isEqualTo(expected);
        }
        assertThat(cursor.next()).isFalse();
        assertThat(cursor.next()).isFalse();
    }

    @Test
    void rangesHaveAnInclusiveLowAndAnExclusiveHighEnd() {
        given("a", "1", "b", "2", "ba", "3", "c", "4", "d", "5");
        try (StorageTransaction transaction = begin()) {
            put(transaction, "bb", "own");
            put(transaction, "d", "own");
            assertThat(list(transaction, "b", "d")).containsExactly("b=2", "ba=3", "bb=own", "c=4");
            ScanRequest reverse =
                    ScanRequest.of(new KeyRange(TABLE, bytes("b"), bytes("d"))).reversed();
            assertThat(list(transaction, reverse)).containsExactly("c=4", "bb=own", "ba=3", "b=2");
            assertThat(list(transaction, ScanRequest.of(KeyRange.prefix(TABLE, bytes("b")))))
                    .containsExactly("b=2", "ba=3", "bb=own");
            assertThat(list(transaction, ScanRequest.of(KeyRange.single(TABLE, bytes("b")))))
                    .containsExactly("b=2");
            assertThat(list(transaction, "c", "b")).isEmpty();
            assertThat(list(transaction, "x", null)).isEmpty();
        }
    }

    @Test
    void multiGetAnswersInTheOrderOfTheKeys() {
        given("a", "1", "c", "3");
        byte[][] keys = {bytes("c"), bytes("b"), bytes("a"), bytes("d")};
        byte[][] values = new byte[4][];
        try (StorageTransaction transaction = begin()) {
            try (StorageStatement statement = transaction.beginStatement()) {
                statement.multiGet(TABLE, keys, values, 3, Access.READ);
                assertThat(Arrays.asList(values)).containsExactly(bytes("3"), null, bytes("1"), null);
            }
            put(transaction, "d", "own");
            delete(transaction, "a");
            try (StorageStatement statement = transaction.beginStatement()) {
                statement.multiGet(TABLE, keys, values, 4, Access.READ);
                assertThat(Arrays.asList(values)).containsExactly(bytes("3"), null, null, bytes("own"));
            }
        }
    }

    @Test
    void largeValuesAreKeptWhole() {
        String large = "x".repeat(3_000_000);
        given("a", "small", "b", large, "c", "small");
        assertThat(committed("b")).isEqualTo(large);
        assertThat(committedList()).containsExactly("a=small", "b=" + large, "c=small");
    }

    @Test
    void readOnlyTransactionsRefuseToWrite() {
        try (StorageTransaction transaction = store.begin(TransactionOptions.READ_ONLY)) {
            assertThatThrownBy(() -> put(transaction, "a", "1")).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void anEndedTransactionRefusesEverything() {
        StorageTransaction transaction = begin();
        StorageStatement statement = transaction.beginStatement();
        transaction.commit();
        assertThat(transaction.state()).isEqualTo(StorageTransaction.State.COMMITTED);
        assertThatThrownBy(() -> statement.get(TABLE, bytes("a"), Access.READ))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(transaction::beginStatement).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(transaction::commit).isInstanceOf(IllegalStateException.class);
        transaction.rollback();
        assertThat(transaction.state()).isEqualTo(StorageTransaction.State.COMMITTED);
    }

    @Test
    void aSuspendedScanKeepsItsViewWhileLaterStatementsWrite() {
        given("a", "1", "b", "1", "c", "1");
        try (StorageTransaction transaction = begin();
                StorageStatement portal = transaction.beginStatement();
                KeyCursor cursor = portal.scan(ScanRequest.of(KeyRange.all(TABLE)))) {
            assertThat(cursor.next()).isTrue();
            put(transaction, "b", "2");
            delete(transaction, "c");
            put(transaction, "d", "2");
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.value()).isEqualTo(bytes("1"));
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.key()).isEqualTo(bytes("c"));
            assertThat(cursor.next()).isFalse();
            assertThat(list(transaction, "", null)).containsExactly("a=1", "b=2", "d=2");
            transaction.commit();
        }
        assertThat(committedList()).containsExactly("a=1", "b=2", "d=2");
    }
}
