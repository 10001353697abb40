package io.trefoil.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.launcher.server.OfflineCheck;
import io.trefoil.tck.harness.server.TrefoilProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 32 clients at once: transfers at two levels and with savepoints, scans that check the total, orders under foreign keys,
 * upserts, a queue, definitions, and TRUNCATE. In the middle the server is killed and started again. At the end the books
 * agree and the store is whole. Every SQLSTATE that a client need not expect fails the test. {@code -Dtck.mixed.seconds}
 * says how long; the profile {@code nightly} takes 60.
 */
class MixedLoadTest {
    private static final int SECONDS = Integer.getInteger("tck.mixed.seconds", 20);
    private static final int CLIENTS = 32;

    @TempDir
    Path directory;

    @Test
    void theBooksAgreeAfterEverything() throws InterruptedException {
        long seed = Long.getLong("tck.seed", System.nanoTime() % 1_000_000);
        System.out.println("mixed load: -Dtck.seed=" + seed);
        Path store = directory.resolve("store");
        MixedRun run;
        try (TrefoilProcess first = TrefoilProcess.start(store.toString())) {
            MixedLoad.makeTables(first.endpoint());
            run = new MixedRun(CLIENTS, seed, Set.of());
            run.server(first.endpoint());
            run.sleep(SECONDS * 500L);
            run.server(null);
            first.kill();
        }
        try (TrefoilProcess second = TrefoilProcess.start(store.toString())) {
            run.server(second.endpoint());
            run.sleep(SECONDS * 500L);
            run.end(second);
            assertThat(second.output()).doesNotContain(" ERROR ");
            second.kill();
        }
        List<String> lines = new ArrayList<>();
        assertThat(OfflineCheck.run(store, lines::add)).as("%s", lines).isZero();
    }
}
