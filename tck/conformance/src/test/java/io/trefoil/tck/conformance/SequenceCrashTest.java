package io.trefoil.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.tck.harness.client.Endpoint;
import io.trefoil.tck.harness.client.QueryResult;
import io.trefoil.tck.harness.client.WireClient;
import io.trefoil.tck.harness.server.TrefoilProcess;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} while many connections draw from one sequence: no value that a client has seen comes again, neither by
 * another connection nor after the restart; one that was drawn in a transaction that went back does not come again either.
 */
class SequenceCrashTest {
    private static final int ROUNDS = 4;
    private static final int CONNECTIONS = 4;
    private static final int VALUES_BEFORE_KILL = 300;

    @TempDir
    Path directory;

    private final Set<Long> seen = ConcurrentHashMap.newKeySet();
    private final Set<Long> twice = ConcurrentHashMap.newKeySet();

    @Test
    void noValueComesTwice() throws Exception {
        String store = directory.resolve("store").toString();
        try (TrefoilProcess server = TrefoilProcess.start(store);
                WireClient client = WireClient.connect(server.endpoint())) {
            client.query("create sequence s").last();
            server.kill();
        }
        for (int round = 1; round <= ROUNDS; round++) {
            int before = seen.size();
            try (TrefoilProcess server = TrefoilProcess.start(store)) {
                List<Thread> drawing = new ArrayList<>();
                for (int i = 0; i < CONNECTIONS; i++) {
                    boolean goesBack = i % 2 == 1;
                    drawing.add(Thread.startVirtualThread(() -> draw(server.endpoint(), goesBack)));
                }
                while (seen.size() < before + VALUES_BEFORE_KILL) {
                    Thread.sleep(5);
                }
                server.kill();
                for (Thread thread : drawing) {
                    thread.join();
                }
            }
        }
        assertThat(twice).isEmpty();
        assertThat(seen).hasSizeGreaterThanOrEqualTo(ROUNDS * VALUES_BEFORE_KILL);
    }

    private void draw(Endpoint endpoint, boolean goesBack) {
        try (WireClient client = WireClient.connect(endpoint)) {
            while (true) {
                if (goesBack) {
                    client.query("begin");
                }
                QueryResult result = client.query("select nextval('s')");
                if (result.error() != null) {
                    return;
                }
                long value = Long.parseLong(result.last().rows().get(0)[0]);
                if (!seen.add(value)) {
                    twice.add(value);
                }
                if (goesBack) {
                    client.query("rollback");
                }
            }
        } catch (UncheckedIOException e) {
            // the server is gone
        }
    }
}
