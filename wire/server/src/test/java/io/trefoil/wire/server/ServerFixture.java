package io.trefoil.wire.server;

import io.trefoil.wire.server.fake.FakeService;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/** A server on a free port in front of a fake service. */
final class ServerFixture implements AutoCloseable {
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    final FakeService service = new FakeService();
    final PostgresServer server;

    private ServerFixture(ServerConfiguration configuration) {
        server = PostgresServer.start(configuration, service);
    }

    static ServerFixture trusting() {
        return new ServerFixture(configuration(true, Optional.empty()));
    }

    static ServerFixture with(ServerConfiguration configuration) {
        return new ServerFixture(configuration);
    }

    static ServerConfiguration configuration(boolean insecure, Optional<ServerConfiguration.TlsFiles> tls) {
        return new ServerConfiguration(
                "127.0.0.1", 0, 20, insecure, tls, Duration.ofMinutes(1), 4 << 20, new byte[] {1, 2, 3});
    }

    InetSocketAddress address() {
        return server.address();
    }

    TestClient session() {
        return TestClient.session(address());
    }

    TestClient connect() {
        return TestClient.connect(address());
    }

    /** Waits until so many statements that last have begun. */
    void awaitBegun(int count) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (service.begun() < count) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(service.begun() + " statements have begun, not " + count);
            }
            pause();
        }
    }

    /** Waits until no connection and no session is left. */
    void awaitQuiet() {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (server.connectionCount() > 0 || service.openSessions() > 0) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        server.connectionCount() + " connections and " + service.openSessions() + " sessions are left");
            }
            pause();
        }
    }

    static void pause() {
        pause(5);
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.shutdown(Duration.ofSeconds(2));
    }
}
