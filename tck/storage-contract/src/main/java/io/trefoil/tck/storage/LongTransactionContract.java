package io.trefoil.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.Isolation;
import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.storage.StorageException.TransactionRetry;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.storage.core.StoreLimits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transactions that last while others commit much, or lock very much. */
public abstract class LongTransactionContract extends StoreTestCase {
    private static final int LOG_KEYS_MAX = 50;

    @BeforeEach
    void rememberLittle() {
        StoreLimits.logKeysMax(store, LOG_KEYS_MAX);
        given("a", "1", "b", "1", "c", "1");
    }

    /** More commits than are remembered for anybody; then the store has noticed. */
    private void commitMuch() {
        for (int i = 0; i < LOG_KEYS_MAX + 10; i++) {
            given("other" + i, "x");
        }
        eventually(() -> store.statistics().commitLogKeys() == 0);
    }

    @Test
    void aTransactionAtWorkMovesForwardBeforeTheLogIsLetGo() {
        try (StorageTransaction transaction = begin();
                StorageStatement statement = transaction.beginStatement()) {
            statement.get(TABLE, bytes("a"), Access.READ);
            for (int i = 0; i < LOG_KEYS_MAX - 10; i++) {
                given("other" + i, "x");
            }
            assertThat(store.statistics().commitLogKeys()).isEqualTo(LOG_KEYS_MAX - 10);
            eventually(() -> {
                statement.get(TABLE, bytes("b"), Access.READ);
                return transaction.counts().refreshes() > 0;
            });
            assertThat(store.statistics().commitLogKeys()).isZero();
            statement.put(TABLE, bytes("c"), bytes("2"));
            transaction.commit();
        }
    }

    @Test
    void anIdleOneIsCheckedByReadingAgainWhatItHasRead() {
        try (StorageTransaction transaction = begin()) {
            get(transaction, "a");
            assertThat(list(transaction, "b", "d")).containsExactly("b=1", "c=1");
            commitMuch();
            put(transaction, "own", "1");
            transaction.commit();
        }
        assertThat(committed("own")).isEqualTo("1");
    }

    @Test
    void aPointThatChangedRefusesIt() {
        try (StorageTransaction transaction = begin()) {
            get(transaction, "a");
            given("a", "2");
            commitMuch();
            put(transaction, "own", "1");
            assertThatThrownBy(transaction::commit)
                    .isInstanceOfSatisfying(
                            TransactionRetry.class,
                            e -> assertThat(e.why()).isEqualTo(TransactionRetry.Why.SNAPSHOT_TOO_OLD));
            transaction.restart();
            assertThat(get(transaction, "a")).isEqualTo("2");
            put(transaction, "own", "1");
            transaction.commit();
        }
        assertThat(store.statistics().snapshotsTooOld()).isEqualTo(1);
    }

    @Test
    void aRangeThatChangedRefusesItAndOneThatIsTheSameAgainDoesNot() {
        try (StorageTransaction changed = begin();
                StorageTransaction same = begin()) {
            list(changed, "a", "d");
            list(same, "a", "c");
            given("c", "2", "b", "2");
            given("b", "1");
            commitMuch();
            put(changed, "own1", "1");
            assertThatThrownBy(changed::commit).isInstanceOf(TransactionRetry.class);
            put(same, "own2", "1");
            same.commit();
        }
        assertThat(committed("own2")).isEqualTo("1");
    }

    @Test
    void theFirstUpdaterStillWinsAtRepeatableRead() {
        try (StorageTransaction transaction = begin(Isolation.REPEATABLE_READ)) {
            get(transaction, "a");
            given("b", "2");
            commitMuch();
            assertThat(get(transaction, "c", Access.FOR_UPDATE)).isEqualTo("1");
            put(transaction, "c", "2");
            assertThatThrownBy(() -> put(transaction, "b", "3"))
                    .isInstanceOfSatisfying(
                            TransactionRetry.class,
                            e -> assertThat(e.why()).isEqualTo(TransactionRetry.Why.WRITE_CHANGED));
        }
    }

    @Test
    void readingAloneNeedsNoLog() {
        try (StorageTransaction reader = begin()) {
            get(reader, "a");
            given("a", "2");
            commitMuch();
            assertThat(get(reader, "a")).isEqualTo("1");
            reader.commit();
        }
    }

    @Test
    void whoCannotLockTheSpaceCanLockOnlySoManyKeys() {
        StoreLimits.lockedKeysMax(store, 25_000);
        try (StorageTransaction neighbour = begin();
                StorageTransaction bulk = begin()) {
            put(neighbour, "mine", "1");
            assertThatThrownBy(() -> {
                        try (StorageStatement statement = bulk.beginStatement()) {
                            for (int i = 0; i < 30_000; i++) {
                                statement.put(TABLE, bytes("k" + i), bytes("v"));
                            }
                        }
                    })
                    .isInstanceOfSatisfying(StorageException.LimitExceeded.class, e -> {
                        assertThat(e.ofMemory()).isTrue();
                        assertThat(e.hint()).contains("LOCK TABLE");
                    });
        }
        try (StorageTransaction bulk = begin()) {
            try (StorageStatement statement = bulk.beginStatement()) {
                for (int i = 0; i < 30_000; i++) {
                    statement.put(TABLE, bytes("k" + i), bytes("v"));
                }
            }
            assertThat(store.locks()).as("one lock of the space").hasSizeLessThan(21_000);
            put(bulk, "k0", "w");
        }
    }
}
