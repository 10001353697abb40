package io.trefoil.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.launcher.server.OfflineCheck;
import io.trefoil.tck.harness.server.TrefoilProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} under write load, again and again on one store: every acknowledged commit is there afterwards, no
 * transaction is there in part, and what was never acknowledged is there whole or not at all. Small transactions run in all
 * rounds, in two of three beside large ones that go to files, or beside definitions; in the third round the log is cut
 * behind the last acknowledgement, and junk ends it in all. At the end the whole store is checked. {@code
 * -Dtck.crash.rounds} says how often; the profile {@code nightly} takes 200. The store in memory has no life after its
 * process, so there is nothing to test about it.
 */
class CrashTest {
    private static final int ROUNDS = Integer.getInteger("tck.crash.rounds", 20);

    /** A server under load has acknowledged so many commits; from then on it is killed at a random moment. */
    private static final int LOAD_COMMITS = 40;

    private static final int LOAD_MILLIS_MAX = 10_000;

    @TempDir
    Path directory;

    @Test
    void acknowledgedCommitsSurviveEveryKill() throws IOException {
        long seed = Long.getLong("tck.seed", System.nanoTime() % 1_000_000);
        System.out.println("crashes: -Dtck.seed=" + seed);
        Random random = new Random(seed);
        Path store = directory.resolve("store");
        TornLog log = new TornLog(store);
        CrashLoad load = new CrashLoad(log);
        try (TrefoilProcess server = start(store)) {
            CrashLoad.makeTables(server.endpoint());
            server.kill();
        }
        for (int round = 1; round <= ROUNDS; round++) {
            int before = load.acknowledged();
            // Now and then a large transaction has to get through, so that the next one is hit at any of its steps.
            int large = load.largeCommits() + (round % 6 == 1 ? 1 : 0);
            try (TrefoilProcess server = start(store)) {
                load.check(server.endpoint(), "seed " + seed + ", round " + round);
                load.run(server, round % 3 == 1, round % 3 == 2, random.nextLong(), () -> {
                    waitForLoad(load, before, large, random.nextInt(500));
                    load.killing();
                    server.kill();
                });
            }
            // Files that a large transaction or a definition has put under the store stand on the log before them.
            long lost = round % 3 == 0 ? log.cut(random) : 0;
            log.appendJunk(random);
            System.out.printf(
                    "kill %d: %d more commits acknowledged, %d bytes cut off%n",
                    round, load.acknowledged() - before, lost);
        }
        try (TrefoilProcess server = start(store)) {
            load.check(server.endpoint(), "seed " + seed + ", at the end");
            server.kill();
        }
        assertThat(load.acknowledged()).isGreaterThan(ROUNDS);
        List<String> lines = new ArrayList<>();
        assertThat(OfflineCheck.run(store, lines::add)).as("%s", lines).isZero();
        System.out.println(lines.getLast());
    }

    private static TrefoilProcess start(Path store) {
        return TrefoilProcess.start(store.toString(), List.of(CrashLoad.HEAP), List.of());
    }

    private static void waitForLoad(CrashLoad load, int before, int large, int millis) {
        try {
            for (int waited = 0;
                    (load.acknowledged() < before + LOAD_COMMITS || load.largeCommits() < large)
                            && waited < LOAD_MILLIS_MAX;
                    waited += 10) {
                Thread.sleep(10);
            }
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
