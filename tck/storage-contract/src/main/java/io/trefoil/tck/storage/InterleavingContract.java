package io.trefoil.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.sql.storage.Isolation;
import io.trefoil.sql.storage.StoreOptions;
import io.trefoil.sql.storage.core.InterleavedStore;
import io.trefoil.sql.storage.core.PlantedFault;
import io.trefoil.sql.storage.core.StoreLimits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random transactions under a scheduler that lets one thread run at a time and draws lots at every place where threads
 * meet. {@code -Dtck.seed} runs one seed again, {@code -Dtck.seeds} tries more.
 */
public abstract class InterleavingContract extends StoreTestCase {
    private static final int TRANSACTIONS = 3;
    private static final StoreOptions FEW_SLOTS = OPTIONS.withVersionTableSlots(16);
    /** A fault shows itself in one seed of some hundreds. */
    private static final int SEEDS_UNTIL_NOTICED = 4000;

    private record Run(History history, long steps) {}

    /** How many seeds are tried. */
    protected abstract int seeds();

    @Test
    void everyOrderOfStepsIsSerializable() {
        explore(Isolation.SERIALIZABLE, Integer.getInteger("tck.seeds", seeds()) / 2);
    }

    @Test
    void everyOrderOfStepsKeepsThePromiseOfEachLevel() {
        explore(null, Integer.getInteger("tck.seeds", seeds()) / 2);
    }

    @ParameterizedTest
    @EnumSource(PlantedFault.class)
    void aPlantedFaultIsNoticed(PlantedFault fault) {
        try (InterleavedStore interleaved = new InterleavedStore(store, FEW_SLOTS)) {
            fault.plant(interleaved.store());
            for (int seed = 0; seed < SEEDS_UNTIL_NOTICED; seed++) {
                if (!run(interleaved, seed, Isolation.SERIALIZABLE)
                        .history
                        .problems()
                        .isEmpty()) {
                    System.out.println(fault + " was noticed with seed " + seed);
                    return;
                }
            }
        }
        assertThat(false).as(fault + " was not noticed").isTrue();
    }

    @Test
    void aSeedGivesTheSameOrderAgain() {
        // An empty store may be at version 0, where histories note nothing.
        given("first", "1");
        try (InterleavedStore interleaved = new InterleavedStore(store, FEW_SLOTS)) {
            for (long seed = 0; seed < 20; seed++) {
                Run first = run(interleaved, seed, null);
                Run again = run(interleaved, seed, null);
                assertThat(again.history.size()).isEqualTo(first.history.size());
                assertThat(again.steps).isEqualTo(first.steps);
            }
        }
    }

    private void explore(@Nullable Isolation isolation, int count) {
        Long given = Long.getLong("tck.seed");
        long first = given != null ? given : System.nanoTime() & 0xffffffffL;
        long steps = 0;
        try (InterleavedStore interleaved = new InterleavedStore(store, FEW_SLOTS)) {
            for (long seed = first; seed < first + (given != null ? 1 : count); seed++) {
                try {
                    assertThat(run(interleaved, seed, isolation).history.problems())
                            .isEmpty();
                } catch (AssertionError e) {
                    throw new AssertionError("-Dtck.seed=" + seed + " at " + isolation + ": " + e.getMessage(), e);
                }
            }
            steps = interleaved.steps();
        }
        System.out.println(count + " seeds from " + first + " at " + isolation + ", " + steps + " steps");
    }

    /** One seed on an empty store. */
    private static Run run(InterleavedStore interleaved, long seed, @Nullable Isolation isolation) {
        History history = new History();
        int keys = 2 + (int) (seed % 5);
        List<HistoryWorker> workers = new ArrayList<>();
        List<Runnable> tasks = new ArrayList<>();
        for (int i = 0; i < 2 + seed % 3; i++) {
            HistoryWorker worker = new HistoryWorker(interleaved.store(), 31 * seed + i, keys, isolation);
            worker.watchSyncs(interleaved::syncedVersion);
            workers.add(worker);
            tasks.add(() -> {
                for (int j = 0; j < TRANSACTIONS; j++) {
                    worker.transaction();
                }
            });
        }
        if (seed % 5 == 0) {
            tasks.add(() -> {
                for (int i = 0; i < 20; i++) {
                    interleaved.limitLog();
                }
            });
        }
        clean(interleaved);
        StoreLimits.learnAfterNanos(interleaved.store(), seed % 3 == 0 ? Long.MAX_VALUE : -1);
        StoreLimits.forgetHighestKeys(interleaved.store());
        StoreLimits.logKeysMax(interleaved.store(), 2);
        StoreLimits.keysBeforeSpan(interleaved.store(), seed % 7 == 0 ? 2 : 10_000);
        long before = interleaved.steps();
        interleaved.run(seed, tasks);
        long steps = interleaved.steps() - before;
        HistoryWorker last = new HistoryWorker(interleaved.store(), seed, keys, Isolation.SERIALIZABLE);
        interleaved.run(seed, List.of(last::readEverything));
        workers.add(last);
        workers.forEach(worker -> history.add(worker.committed()));
        assertThat(interleaved.store().locks()).isEmpty();
        return new Run(history, steps);
    }

    private static void clean(InterleavedStore interleaved) {
        HistoryWorker cleaner = new HistoryWorker(interleaved.store(), 0, 1, Isolation.SERIALIZABLE);
        interleaved.run(0, List.of(cleaner::removeEverything));
    }
}
