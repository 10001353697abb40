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

    /** On a busy machine few transactions of a run overlap. */
    private static final int RUNS_MAX = 100;

    private int runs;

    @ParameterizedTest
    @ValueSource(ints = {3, 12, 200})
    void concurrentTransactionsAreSerializable(int keys) {
        assertThat(run(keys, MILLIS, Isolation.SERIALIZABLE).problems()).isEmpty();
    }

    @Test
    void repeatableReadShowsOneStateAndAllowsNoMoreThanWriteSkew() {
        runUntilNoticed(Isolation.REPEATABLE_READ, Isolation.SERIALIZABLE, "write skew");
    }

    @Test
    void readCommittedShowsOneStatePerStatementAndKeepsWhatIsLocked() {
        runUntilNoticed(Isolation.READ_COMMITTED, Isolation.REPEATABLE_READ, "lost updates and read skew");
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
        for (int i = 0; i < RUNS_MAX && problems.isEmpty(); i++) {
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

    /** No run breaks a promise of its level, and what a stronger level would forbid is noticed in one of them. */
    private void runUntilNoticed(Isolation level, Isolation stronger, String allowed) {
        List<String> noticed = List.of();
        for (int i = 0; i < RUNS_MAX && noticed.isEmpty(); i++) {
            if (i > 0) {
                store.close();
                open(OPTIONS);
            }
            History history = run(6, MILLIS, level);
            assertThat(history.problems()).isEmpty();
            noticed = history.problems(stronger);
        }
        assertThat(noticed)
                .as("the check notices " + allowed + " where they are allowed")
                .isNotEmpty();
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
