package io.trefoil.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.PooledConnection;
import javax.sql.StatementEventListener;
import org.jspecify.annotations.Nullable;

/**
 * A connection that a pool lends to one user after the other, each with a handle of his own (JDBC 4.3, section 11). Closing
 * the handle rolls back what is open and tells the pool; errors after which the connection is of no use are told too.
 */
class LoanedConnection implements PooledConnection {
    /** Connection errors, lack of resources, shutdown, faults of the server. */
    private static final Set<String> FATAL_CLASSES = Set.of("08", "53", "58", "XX");

    private static final Set<String> FATAL_STATES = Set.of("57P01", "57P02", "57P03", "25P03");

    private final Connection physical;
    private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();
    private @Nullable Handle handle;

    LoanedConnection(Connection physical) {
        this.physical = physical;
    }

    final Connection physical() {
        return physical;
    }

    /** The next user's handle; the last user's is of no use from now on. */
    @Override
    public Connection getConnection() throws SQLException {
        Handle last = handle;
        if (last != null) {
            last.invalidate();
        }
        try {
            reset();
        } catch (SQLException broken) {
            failed(broken);
            throw broken;
        }
        Handle next = new Handle(this);
        handle = next;
        return next.connection();
    }

    /** Leaves nothing of the last user: no open transaction, no warning; commits by itself. */
    void reset() throws SQLException {
        if (!physical.getAutoCommit()) {
            physical.rollback();
            physical.setAutoCommit(true);
        }
        physical.clearWarnings();
    }

    /** Whether the user of a handle may call this now. */
    void check(String method) throws SQLException {}

    /** A user is done. */
    final void returned(Handle closed) throws SQLException {
        if (handle == closed) {
            handle = null;
        }
        try {
            if (!physical.isClosed()) {
                end();
            }
        } finally {
            ConnectionEvent event = new ConnectionEvent(this);
            listeners.forEach(listener -> listener.connectionClosed(event));
        }
    }

    /** What becomes of the work of a handle that is closed. */
    void end() throws SQLException {
        if (!physical.getAutoCommit()) {
            physical.rollback();
        }
        physical.clearWarnings();
    }

    /** Tells the pool of an error, if the connection is lost by it. */
    final void failed(SQLException error) {
        String state = String.valueOf(error.getSQLState());
        boolean fatal =
                state.length() < 2 || FATAL_CLASSES.contains(state.substring(0, 2)) || FATAL_STATES.contains(state);
        if (fatal) {
            ConnectionEvent event = new ConnectionEvent(this, error);
            listeners.forEach(listener -> listener.connectionErrorOccurred(event));
        }
    }

    @Override
    public void close() throws SQLException {
        Handle last = handle;
        handle = null;
        if (last != null) {
            last.invalidate();
            try {
                end();
            } catch (SQLException lost) {
                TrefoilDriver.LOGGER.log(Level.FINE, "rolling back on close", lost);
            }
        }
        physical.close();
    }

    @Override
    public final void addConnectionEventListener(ConnectionEventListener listener) {
        listeners.add(listener);
    }

    @Override
    public final void removeConnectionEventListener(ConnectionEventListener listener) {
        listeners.remove(listener);
    }

    /** Statements are not pooled here: the driver keeps prepared ones by their text. */
    @Override
    public final void addStatementEventListener(StatementEventListener listener) {}

    @Override
    public final void removeStatementEventListener(StatementEventListener listener) {}
}
