package io.trefoil.wire.server.local;

import io.trefoil.sql.api.SqlService;
import io.trefoil.wire.server.connection.ConnectionRegistry;
import io.trefoil.wire.server.connection.ConnectionRegistry.Gate;
import io.trefoil.wire.server.connection.ServerContext;
import io.trefoil.wire.server.connection.TrustAuthentication;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where clients inside the process come in. They are who they say, since whoever runs in the process can read the store
 * anyway. One door may stand before several services: process numbers and cancel requests are of the door. Thread-safe.
 */
public final class LocalDoor {
    private static final long STARTUP_MILLIS_MAX = Duration.ofMinutes(1).toMillis();

    private final ConnectionRegistry registry;
    private final TrustAuthentication authentication = new TrustAuthentication();
    private final LocalTimer timer = new LocalTimer();
    private final Set<LocalConnection> connections = ConcurrentHashMap.newKeySet();
    private final int messageBytesMax;

    /** @param connectionsMax how many may be open at a time */
    public LocalDoor(int connectionsMax) {
        registry = new ConnectionRegistry(connectionsMax);
        registry.setGate(Gate.OPEN);
        messageBytesMax =
                (int) Math.min(Integer.MAX_VALUE - 64, Runtime.getRuntime().maxMemory() / 2);
    }

    /**
     * A new connection. The service is not asked for anything before the client has sent its StartupMessage.
     *
     * @param onEnd called once, after the session was closed
     */
    public LocalConnection connect(SqlService service, Runnable onEnd) {
        var server = new ServerContext(service, authentication, registry, STARTUP_MILLIS_MAX);
        var holder = new LocalConnection[1];
        var connection = new LocalConnection(server, messageBytesMax, timer, () -> {
            try {
                onEnd.run();
            } finally {
                connections.remove(holder[0]);
            }
        });
        holder[0] = connection;
        connections.add(connection);
        return connection;
    }

    /** How many connections are open. */
    public int connectionCount() {
        return connections.size();
    }

    /**
     * Lets nobody in any more and ends all connections: idle ones at once, running statements are told to end.
     *
     * @return whether all had ended when the time was up
     */
    public boolean shutdown(Duration wait) {
        registry.setGate(Gate.SHUTTING_DOWN);
        long deadline = System.nanoTime() + wait.toNanos();
        connections.forEach(connection -> connection.shutdown(true));
        while (!connections.isEmpty()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
