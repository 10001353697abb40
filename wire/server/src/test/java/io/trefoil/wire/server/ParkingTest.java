package io.trefoil.wire.server;

import static io.trefoil.wire.server.ServerFixture.pause;
import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.wire.protocol.message.Query;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Idle clients give their threads back, and notice nothing. */
class ParkingTest {
    private ServerFixture fixture;

    @BeforeEach
    void start() {
        fixture = ServerFixture.trusting();
    }

    @AfterEach
    void stop() {
        fixture.close();
        assertThat(fixture.service.openSessions()).isZero();
    }

    @Test
    void idleClientsAreParkedAndGoOn() {
        try (var first = fixture.session();
                var second = fixture.session()) {
            for (int round = 0; round < 2; round++) {
                awaitServed(0);
                assertThat(fixture.server.connectionCount()).isEqualTo(2);
                assertThat(Shown.of(second.query("one"))).endsWith("Z:I");
                assertThat(Shown.of(first.query("one"))).endsWith("Z:I");
                assertThat(Shown.of(first.query("one"))).endsWith("Z:I");
            }
        }
        fixture.awaitQuiet();
    }

    @Test
    void anOpenTransactionKeepsItsThread() {
        try (var client = fixture.session();
                var other = fixture.session()) {
            client.query("begin");
            awaitServed(1);
            pause(2_500);
            assertThat(fixture.server.servedCount()).isEqualTo(1);
            assertThat(Shown.of(other.query("one"))).endsWith("Z:I");
        }
    }

    @Test
    void shutdownTellsParkedSessions() {
        try (var client = fixture.session()) {
            awaitServed(0);
            fixture.server.shutdown(Duration.ofSeconds(5));
            assertThat(Shown.of(client.receiveUntilReady())).isEqualTo("FATAL:57P01");
        }
    }

    @Test
    void aParkedClientThatLeavesEndsItsSession() {
        var client = fixture.session();
        awaitServed(0);
        client.close();
        fixture.awaitQuiet();
    }

    @Test
    void idleTimeIsCountedWhileParked() {
        try (var client = fixture.session()) {
            awaitServed(0);
            fixture.service.setIdleSessionTimeoutMillis(4_000);
            assertThat(Shown.of(client.query("one"))).endsWith("Z:I");
            awaitServed(0);
            assertThat(Shown.of(client.receiveUntilReady())).isEqualTo("FATAL:57P05");
        }
    }

    @Test
    void aLateCancelOfAParkedSessionHitsNothing() {
        try (var client = fixture.session()) {
            awaitServed(0);
            try (var other = fixture.connect()) {
                other.send(client.cancelRequest());
                assertThat(other.receive()).isNull();
            }
            assertThat(Shown.of(client.query("one"))).endsWith("Z:I");
        }
    }

    /** Messages arrive at just the moment when the client is on its way to the lot or back. */
    @Test
    void messagesThatCrossTheMoveAreAnswered() {
        long seed = Long.getLong("tck.seed", System.nanoTime());
        System.out.println("parking: -Dtck.seed=" + seed);
        Random random = new Random(seed);
        List<TestClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 15; i++) {
                clients.add(fixture.session());
            }
            long end = System.nanoTime() + Duration.ofSeconds(6).toNanos();
            while (System.nanoTime() < end) {
                pause(random.nextInt(1_500));
                List<TestClient> some = clients.subList(0, 1 + random.nextInt(clients.size()));
                some.forEach(client -> client.send(new Query("one")));
                some.forEach(client ->
                        assertThat(Shown.of(client.receiveUntilReady())).endsWith("Z:I"));
            }
        } finally {
            clients.forEach(TestClient::close);
        }
        fixture.awaitQuiet();
    }

    private void awaitServed(int count) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (fixture.server.servedCount() != count) {
            assertThat(System.nanoTime())
                    .as("clients held by threads: " + fixture.server.servedCount())
                    .isLessThan(deadline);
            pause(20);
        }
    }
}
