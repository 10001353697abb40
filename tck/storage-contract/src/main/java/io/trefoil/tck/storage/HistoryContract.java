package io.trefoil.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trefoil.sql.storage.TransactionalStore;
import io.trefoil.sql.storage.core.PlantedFault;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Random concurrent transactions at SERIALIZABLE, checked as a whole; and the check itself, checked with faults. */
public abstract class HistoryContract extends StoreTestCase {
    private static final int THREADS = 8;
    private static final long MILLIS = 1200;

    @ParameterizedTest
    @ValueSource(ints = {3, 12, 200})
    void concurrentTransactionsAreSerializable(int keys) {
        List<String> problems = run(keys, MILLIS);
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(PlantedFault.class)
    void aPlantedFaultIsNoticed(PlantedFault fault) {
        assumeTrue(fault.plant(store));
        List<String> problems = List.of();
        for (int i = 0; i < 10 && problems.isEmpty(); i++) {
            problems = run(4, 400);
            reopenEmpty();
            fault.plant(store);
        }
        assertThat(problems).isNotEmpty();
    }

    @Test
    void aCleanHistoryLeavesNoLockBehind() {
        run(6, 200);
        try (var transaction = begin()) {
            for (int i = 0; i < 6; i++) {
                put(transaction, String.format("k%05d", i), "free");
            }
            transaction.commit();
        }
    }

    private int runs;

    private void reopenEmpty() {
        store.close();
        runs++;
        store = TransactionalStore.open(fixture().location(directory.resolve("run" + runs)), OPTIONS);
    }

    private List<String> run(int keys, long millis) {
        long seed = Seeds.next("history of " + keys + " keys");
        return HistoryRun.run(store, seed, keys, THREADS, millis);
    }
}
