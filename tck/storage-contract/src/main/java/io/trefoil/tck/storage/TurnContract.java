package io.trefoil.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.Isolation;
import io.trefoil.sql.storage.ReadHabit;
import io.trefoil.sql.storage.Spaces;
import io.trefoil.sql.storage.StorageException.Canceled;
import io.trefoil.sql.storage.StorageException.TransactionRetry;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.storage.TransactionOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Transactions that read by key what they will write take turns, and nobody else is held up. */
public abstract class TurnContract extends StoreTestCase {
    private static final int THREADS = 8;

    private final ReadHabit habit = new ReadHabit();

    private @Nullable String readToWrite(StorageTransaction transaction, String key) {
        try (StorageStatement statement = transaction.beginStatement()) {
            statement.expectWrite(TABLE, bytes(key), habit);
            return text(statement.get(TABLE, bytes(key), Access.READ));
        }
    }

    private String readToWriteAndCommit(String key) {
        try (StorageTransaction transaction = begin()) {
            String seen = readToWrite(transaction, key);
            put(transaction, key, seen + "+");
            transaction.commit();
            return String.valueOf(seen);
        }
    }

    @Test
    void theSecondReaderSeesWhatTheFirstHasWritten() {
        given("a", "1");
        StorageTransaction first = begin();
        assertThat(readToWrite(first, "a")).isEqualTo("1");
        CompletableFuture<String> second = async(() -> readToWriteAndCommit("a"));
        awaitLockWaiters();
        assertThat(second).isNotDone();
        put(first, "a", "2");
        first.commit();
        assertThat(join(second)).isEqualTo("2");
        assertThat(committed("a")).isEqualTo("2+");
    }

    /** Its plan was made for rows as they were laid out at its beginning. */
    @Test
    void aStatementThatWaitsStaysBeforeNewDefinitions() {
        given("a", "1");
        StorageTransaction first = begin();
        readToWrite(first, "a");
        CompletableFuture<String> second = async(() -> {
            try (StorageTransaction transaction = begin()) {
                return String.valueOf(readToWrite(transaction, "a"));
            }
        });
        awaitLockWaiters();
        try (StorageTransaction definition = begin()) {
            try (StorageStatement statement = definition.beginStatement()) {
                statement.put(Spaces.CATALOG, bytes("table"), bytes("other"));
            }
            definition.commit();
        }
        put(first, "a", "2");
        first.commit();
        assertThat(join(second)).isEqualTo("1");
    }

    @Test
    void whoDoesNotAskNeverWaits() {
        given("a", "1");
        try (StorageTransaction first = begin()) {
            readToWrite(first, "a");
            try (StorageTransaction plain = begin()) {
                assertThat(get(plain, "a")).isEqualTo("1");
                put(plain, "a", "2");
                plain.commit();
            }
            try (StorageTransaction shown = store.begin(TransactionOptions.READ_ONLY)) {
                assertThat(readToWrite(shown, "a")).isEqualTo("2");
            }
            try (StorageTransaction weaker = begin(Isolation.READ_COMMITTED)) {
                assertThat(readToWrite(weaker, "a")).isEqualTo("2");
            }
            put(first, "a", "3");
            assertThatThrownBy(first::commit).isInstanceOf(TransactionRetry.class);
        }
    }

    @Test
    void aTurnThatNothingIsDoneWithIsLost() {
        given("a", "1");
        try (StorageTransaction idle = begin()) {
            readToWrite(idle, "a");
            assertThat(join(async(() -> readToWriteAndCommit("a")))).isEqualTo("1");
            put(idle, "a", "2");
            assertThatThrownBy(idle::commit).isInstanceOf(TransactionRetry.class);
        }
        assertThat(committed("a")).isEqualTo("1+");
    }

    @Test
    void aReaderDoesNotWaitForEverForAnIdleWriter() {
        given("a", "1");
        try (StorageTransaction idle = begin()) {
            readToWrite(idle, "a");
            put(idle, "a", "2");
            assertThat(join(async(() -> {
                        try (StorageTransaction reader = begin()) {
                            return readToWrite(reader, "a");
                        }
                    })))
                    .isEqualTo("1");
        }
    }

    /** Both have seen what the other will write: one has to fail, at its commit, and neither before. */
    @Test
    void turnsThatCrossDoNotDeadlock() {
        while (habit.turn() == ReadHabit.Turn.SPACE) {
            readToWriteAndCommit("calm");
        }
        given("a", "1", "b", "1");
        StorageTransaction first = begin();
        StorageTransaction second = begin();
        readToWrite(first, "a");
        readToWrite(second, "b");
        CompletableFuture<String> other = async(() -> readToWrite(second, "a"));
        assertThat(readToWrite(first, "b")).isEqualTo("1");
        assertThat(join(other)).isEqualTo("1");
        put(first, "a", "2");
        put(first, "b", "2");
        first.commit();
        put(second, "a", "3");
        put(second, "b", "3");
        assertThatThrownBy(second::commit).isInstanceOf(TransactionRetry.class);
        second.rollback();
    }

    @Test
    void aWaitForATurnCanBeCancelled() {
        StorageTransaction first = begin();
        readToWrite(first, "a");
        put(first, "a", "1");
        StorageTransaction second = begin();
        CompletableFuture<String> waiter = async(() -> readToWrite(second, "a"));
        awaitLockWaiters();
        second.cancel();
        assertThatThrownBy(() -> join(waiter)).isInstanceOf(Canceled.class);
        second.rollback();
        first.rollback();
    }

    @Test
    void rowsThatAreOnlyReadAreSoonReadAtOnce() {
        given("a", "1");
        for (int i = 0; i < 10; i++) {
            try (StorageTransaction reader = begin()) {
                readToWrite(reader, "a");
                reader.commit();
            }
        }
        try (StorageTransaction one = begin();
                StorageTransaction other = begin()) {
            readToWrite(one, "a");
            assertThat(habit.turn()).isEqualTo(ReadHabit.Turn.NONE);
            assertThat(readToWrite(other, "a")).isEqualTo("1");
        }
    }

    /** Pairs of rows, read in any order, by programs that know no retry. A stalled machine may cost one its turn. */
    @Test
    void programsThatReadAndThenWriteHardlyEverFail() {
        long seed = Seeds.next("TurnContract");
        String[] keys = {"a", "b", "c", "d", "e"};
        for (String key : keys) {
            given(key, "100");
        }
        int rounds = 200;
        List<CompletableFuture<Integer>> workers = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            Random random = new Random(seed + t);
            workers.add(async(() -> {
                int failed = 0;
                for (int i = 0; i < rounds; i++) {
                    int from = random.nextInt(keys.length);
                    int to = (from + 1 + random.nextInt(keys.length - 1)) % keys.length;
                    failed += transfer(keys[from], keys[to]) ? 0 : 1;
                }
                return failed;
            }));
        }
        int failed = workers.stream().mapToInt(StoreTestCase::join).sum();
        assertThat(failed).as("of " + THREADS * rounds).isLessThan(THREADS * rounds / 20);
        int sum = 0;
        for (String key : keys) {
            sum += Integer.parseInt(String.valueOf(committed(key)));
        }
        assertThat(sum).isEqualTo(100 * keys.length);
    }

    private boolean transfer(String from, String to) {
        try (StorageTransaction transaction = begin()) {
            int source = Integer.parseInt(String.valueOf(readToWrite(transaction, from)));
            int target = Integer.parseInt(String.valueOf(readToWrite(transaction, to)));
            put(transaction, from, Integer.toString(source - 1));
            put(transaction, to, Integer.toString(target + 1));
            transaction.commit();
            return true;
        } catch (TransactionRetry retry) {
            return false;
        }
    }
}
