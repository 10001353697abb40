package io.trefoil.wire.server;

import static io.trefoil.wire.server.ServerFixture.pause;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.trefoil.wire.protocol.message.CommandComplete;
import io.trefoil.wire.protocol.message.DataRow;
import io.trefoil.wire.protocol.message.FrontendMessage;
import io.trefoil.wire.protocol.message.Parse;
import io.trefoil.wire.protocol.message.Query;
import io.trefoil.wire.protocol.message.Sync;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that read slowly, or write without reading, cost bounded memory. */
class SlowReaderTest {
    private static final long MEMORY_BYTES_MAX = 16L << 20;

    private ServerFixture fixture;

    @BeforeEach
    void start() {
        fixture = ServerFixture.trusting();
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void aLargeResultWaitsForItsReader() {
        try (var client = fixture.session()) {
            long before = nettyMemory();
            client.send(new Query("rows 300000 1000"));
            pause(1_000);
            assertThat(nettyMemory() - before).isLessThan(MEMORY_BYTES_MAX);
            int rows = 0;
            for (var message = client.receive(); !(message instanceof CommandComplete); message = client.receive()) {
                if (message instanceof DataRow) {
                    rows++;
                }
                if (rows == 150_000) {
                    assertThat(nettyMemory() - before).isLessThan(MEMORY_BYTES_MAX);
                }
            }
            assertThat(rows).isEqualTo(300_000);
        }
    }

    @Test
    void whoSendsQueriesAndNeverReadsIsHeldBack() {
        floodWith(new Query("rows 10 1000"));
    }

    @Test
    void whoSendsShortCyclesAndNeverReadsIsHeldBack() {
        floodWith(new Parse("", "one", new int[0]), Sync.INSTANCE);
    }

    private void floodWith(FrontendMessage... messages) {
        try (var client = fixture.session()) {
            long before = nettyMemory();
            var flood = new Thread(() -> {
                while (true) {
                    client.send(messages);
                }
            });
            flood.setDaemon(true);
            flood.setUncaughtExceptionHandler((thread, closedUnderIt) -> {});
            flood.start();
            pause(1_000);
            assertThat(nettyMemory() - before).isLessThan(MEMORY_BYTES_MAX);
            assertThat(client.receive()).isNotNull();
        }
        fixture.awaitQuiet();
    }

    private static long nettyMemory() {
        var metric = ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric();
        return metric.usedDirectMemory() + metric.usedHeapMemory();
    }
}
