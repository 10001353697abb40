package io.trefoil.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trefoil.sql.storage.Isolation;
import io.trefoil.sql.storage.StoreOptions;
import io.trefoil.sql.storage.TransactionalStore;
import io.trefoil.sql.storage.core.PlantedFault;
import io.trefoil.sql.storage.core.StoreLimits;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Random concurrent transactions, checked as a whole; and the check itself, checked with faults and weaker levels. */
public abstract class HistoryContract extends StoreTestCase {
    private static final int THREADS = 8;
    private static final long MILLIS = 800;

    private int runs;

    @ParameterizedTest
    @ValueSource(ints = {3, 12, 200})
    void concurrentTransactionsAreSerializable(int keys) {
        assertThat(run(keys, MILLIS, Isolation.SERIALIZABLE).problems()).isEmpty();
    }

    @Test
    void repeatableReadShowsOneStateAndAllowsNoMoreThanWriteSkew() {
        History history = run(6, MILLIS, Isolation.REPEATABLE_READ);
        assertThat(history.problems()).isEmpty();
        assertThat(history.problems(Isolation.SERIALIZABLE))
                .as("the check notices write skew where it is allowed")
                .isNotEmpty();
    }

    @Test
    void readCommittedShowsOneStatePerStatementAndKeepsWhatIsLocked() {
        History history = run(6, MILLIS, Isolation.READ_COMMITTED);
        assertThat(history.problems()).isEmpty();
        assertThat(history.problems(Isolation.REPEATABLE_READ))
                .as("the check notices lost updates and read skew where they are allowed")
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 40})
    void eachLevelGetsItsPromiseBesideTheOthers(int keys) {
        assertThat(run(keys, MILLIS, null).problems()).isEmpty();
    }

    @Test
    void largeTransactionsInTheMixAreLoggedAsSpansAndIngested() {
        store.close();
        open(OPTIONS.withTransactionMemoryBytes(1_200).withVersionTableSlots(16));
        StoreLimits.keysBeforeSpan(store, 3);
        assertThat(run(12, MILLIS, null).problems()).isEmpty();
        assertThat(store.statistics().spills() > 0).isEqualTo(fixture().durable());
    }

    @Test
    void aHistoryGoesOnAfterTheStoreWasClosedAndOpened() {
        assumeTrue(fixture().durable());
        History history = new History();
        long seed = Seeds.next("history over restarts");
        for (int i = 0; i < 4; i++) {
            HistoryRun.run(store, history, seed + 100L * i, 10, THREADS, MILLIS / 4, null);
            reopen();
        }
        assertThat(history.problems()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(PlantedFault.class)
    void aPlantedFaultIsNoticed(PlantedFault fault) {
        assumeTrue(fault.plant(store));
        List<String> problems = List.of();
        for (int i = 0; i < 10 && problems.isEmpty(); i++) {
            problems = run(4, 400, Isolation.SERIALIZABLE).problems();
            store.close();
            open(OPTIONS);
            fault.plant(store);
        }
        assertThat(problems).isNotEmpty();
    }

    @Test
    void aCleanHistoryLeavesNoLockBehind() {
        run(6, 200, null);
        assertThat(store.locks()).isEmpty();
    }

    private void open(StoreOptions options) {
        runs++;
        store = TransactionalStore.open(fixture().location(directory.resolve("run" + runs)), options);
    }

    private History run(int keys, long millis, @Nullable Isolation isolation) {
        long seed = Seeds.next("history of " + keys + " keys at " + isolation);
        return HistoryRun.run(store, seed, keys, THREADS, millis, isolation);
    }
}
