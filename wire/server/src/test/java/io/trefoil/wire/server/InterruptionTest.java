package io.trefoil.wire.server;

import static io.trefoil.wire.server.ServerFixture.pause;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.epoll.Epoll;
import io.trefoil.wire.protocol.message.CancelRequest;
import io.trefoil.wire.protocol.message.CopyData;
import io.trefoil.wire.protocol.message.CopyInResponse;
import io.trefoil.wire.protocol.message.Query;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cancel, time limits, shutdown and clients that vanish. */
class InterruptionTest {
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
    void aRunningStatementIsCancelled() {
        try (var client = fixture.session()) {
            client.send(new Query("sleep 600000"));
            fixture.awaitBegun(1);
            cancel(client.cancelRequest());
            assertThat(Shown.of(client.receiveUntilReady())).isEqualTo("ERROR:57014 Z:I");
            assertThat(Shown.of(client.query("one"))).endsWith("Z:I");
        }
    }

    @Test
    void aWrongKeyCancelsNothing() {
        try (var client = fixture.session()) {
            client.send(new Query("sleep 300"));
            fixture.awaitBegun(1);
            var right = client.cancelRequest();
            cancel(new CancelRequest(right.processId(), right.secretKey() + 1));
            cancel(new CancelRequest(right.processId() + 1, right.secretKey()));
            assertThat(Shown.of(client.receiveUntilReady())).isEqualTo("C:SLEEP Z:I");
        }
    }

    @Test
    void aLateCancelDoesNotHitTheNextStatement() {
        try (var client = fixture.session()) {
            cancel(client.cancelRequest());
            client.send(new Query("copyin"), new CopyData(new byte[1]));
            assertThat(client.receive()).isInstanceOf(CopyInResponse.class);
        }
    }

    @Test
    void aStatementThatWaitsForASlowReaderIsCancelled() {
        try (var client = fixture.session()) {
            client.send(new Query("rows 1000000 1000"));
            fixture.awaitBegun(1);
            pause(300);
            cancel(client.cancelRequest());
            var answer = client.receiveUntilReady();
            assertThat(Shown.of(answer.subList(answer.size() - 2, answer.size())))
                    .isEqualTo("ERROR:57014 Z:I");
            assertThat(answer.size()).isLessThan(100_000);
        }
    }

    @Test
    void aCopyThatWaitsForItsClientIsCancelled() {
        try (var client = fixture.session()) {
            client.send(new Query("copyin"));
            assertThat(client.receive()).isInstanceOf(CopyInResponse.class);
            cancel(client.cancelRequest());
            assertThat(Shown.of(client.receiveUntilReady())).isEqualTo("ERROR:57014 Z:I");
        }
    }

    @Test
    void idlingInATransactionIsLimited() {
        fixture.service.setIdleTimeoutMillis(200);
        try (var client = fixture.session()) {
            assertThat(Shown.of(client.query("one"))).endsWith("Z:I");
            pause(400);
            assertThat(Shown.of(client.query("begin"))).endsWith("Z:T");
            var answer = client.receiveUntilReady();
            assertThat(Shown.of(answer)).isEqualTo("FATAL:25P03");
            assertThat(TestClient.errorIn(answer).diagnostics().message())
                    .isEqualTo("terminating connection due to idle-in-transaction timeout");
        }
    }

    @Test
    void shutdownTellsIdleSessions() {
        try (var client = fixture.session();
                var inTransaction = fixture.session()) {
            inTransaction.query("begin");
            fixture.server.shutdown(Duration.ofSeconds(5));
            assertThat(Shown.of(client.receiveUntilReady())).isEqualTo("FATAL:57P01");
            assertThat(Shown.of(inTransaction.receiveUntilReady())).isEqualTo("FATAL:57P01");
        }
    }

    @Test
    void shutdownLetsAShortStatementFinish() {
        try (var client = fixture.session()) {
            client.send(new Query("sleep 300"));
            fixture.awaitBegun(1);
            fixture.server.shutdown(Duration.ofSeconds(5));
            assertThat(Shown.of(client.receiveUntilReady())).isEqualTo("C:SLEEP Z:I");
            assertThat(Shown.of(client.receiveUntilReady())).isEqualTo("FATAL:57P01");
        }
    }

    @Test
    void shutdownEndsALongStatement() {
        try (var client = fixture.session();
                var slowReader = fixture.session();
                var copying = fixture.session()) {
            client.send(new Query("sleep 600000"));
            slowReader.send(new Query("rows 1000000 1000"));
            copying.send(new Query("copyin"));
            fixture.awaitBegun(3);
            long start = System.nanoTime();
            fixture.server.shutdown(Duration.ofSeconds(2));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(50));
            assertThat(Shown.of(client.receiveUntilReady())).isEqualTo("FATAL:57P01");
            assertThat(Shown.of(copying.receiveUntilReady())).isEqualTo("CopyInResponse FATAL:57P01");
            assertThat(fixture.server.connectionCount()).isZero();
        }
    }

    @Test
    void nobodyComesInAfterStopAccepting() {
        try (var early = fixture.connect();
                var running = fixture.session()) {
            // Who came first was accepted first.
            fixture.server.stopAccepting();
            early.startup(Map.of("user", "ann", "database", "bank"));
            var answer = early.receiveUntilReady();
            assertThat(Shown.of(answer)).isEqualTo("FATAL:57P03");
            assertThat(TestClient.errorIn(answer).diagnostics().message())
                    .isEqualTo("the database system is shutting down");
            assertThat(Shown.of(running.query("one"))).endsWith("Z:I");
        }
    }

    @Test
    void whatRunsForAClientThatVanishedEnds() {
        assumeTrue(Epoll.isAvailable(), "only epoll's sockets tell their TCP state");
        var client = fixture.session();
        client.send(new Query("sleep 600000"));
        fixture.awaitBegun(1);
        client.close();
        fixture.awaitQuiet();
    }

    @Test
    void aReaderThatVanishedFreesItsSession() {
        var client = fixture.session();
        client.send(new Query("rows 1000000 1000"));
        fixture.awaitBegun(1);
        client.close();
        fixture.awaitQuiet();
    }

    @Test
    void aCopierThatVanishedFreesItsSession() {
        var client = fixture.session();
        client.send(new Query("copyin"), new CopyData(new byte[10]));
        fixture.awaitBegun(1);
        client.close();
        fixture.awaitQuiet();
    }

    private void cancel(CancelRequest request) {
        try (var other = fixture.connect()) {
            other.send(request);
            assertThat(other.receive()).isNull();
        }
    }
}
