package io.trefoil.wire.server.connection;

import io.trefoil.sql.types.SqlState;
import io.trefoil.wire.protocol.message.BackendKeyData;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * All connections of a server that got past their StartupMessage: hands out process numbers and cancel keys, keeps the
 * limit, finds the target of a CancelRequest, and refuses newcomers while the server is not open. Thread-safe.
 */
public final class ConnectionRegistry {
    /** Whether newcomers may come in. */
    public enum Gate {
        STARTING("the database system is starting up"),
        OPEN(""),
        SHUTTING_DOWN("the database system is shutting down");

        private final String refusal;

        Gate(String refusal) {
            this.refusal = refusal;
        }
    }

    private record Member(Connection connection, int secretKey) {}

    private final int connectionsMax;
    private final Map<Integer, Member> members = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger lastProcessId = new AtomicInteger();
    private final AtomicReference<Gate> gate = new AtomicReference<>(Gate.STARTING);
    private final SecureRandom random = new SecureRandom();

    public ConnectionRegistry(int connectionsMax) {
        this.connectionsMax = connectionsMax;
    }

    public void setGate(Gate value) {
        gate.set(value);
    }

    /**
     * Takes a place for a newcomer and answers its process number and cancel key; {@link #leave} gives the place back.
     *
     * @throws FatalError 57P03 while the server is not open, 53300 beyond the limit
     */
    BackendKeyData enter(Connection connection) {
        if (count.incrementAndGet() > connectionsMax) {
            count.decrementAndGet();
            throw FatalError.of(SqlState.TOO_MANY_CONNECTIONS, "sorry, too many clients already");
        }
        var key = new BackendKeyData(lastProcessId.incrementAndGet(), random.nextInt());
        members.put(key.processId(), new Member(connection, key.secretKey()));
        // Looked at after the connection can be seen by shutdown(), so that no newcomer slips past both.
        Gate now = gate.get();
        if (now != Gate.OPEN) {
            leave(key);
            throw FatalError.of(SqlState.CANNOT_CONNECT_NOW, now.refusal);
        }
        return key;
    }

    void leave(BackendKeyData key) {
        if (members.remove(key.processId()) != null) {
            count.decrementAndGet();
        }
    }

    /** Cancels what the connection with this number and key runs; a wrong number or key does nothing. */
    public void cancel(int processId, int secretKey) {
        Member target = members.get(processId);
        if (target != null && target.secretKey == secretKey) {
            target.connection.cancel();
        }
    }

    /** The connections of this moment. */
    public List<Connection> connections() {
        return members.values().stream().map(Member::connection).toList();
    }

    public int size() {
        return count.get();
    }
}
