package io.trefoil.wire.server.connection;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;

/**
 * What other threads tell the one thread that drives a connection. Flags only ever rise, except {@code cancelled},
 * which each cycle of the protocol starts without, and {@code notifications}, which are delivered. Whoever raises one wakes
 * the thread where it waits for its client.
 */
public final class Signals {
    private final Runnable wake;
    private volatile boolean cancelled;
    private volatile boolean shutdown;
    private volatile boolean terminated;
    private volatile boolean endedByOther;
    private volatile boolean notifications;

    /** @param wake makes the connection's thread look at its flags again if it waits for its client; thread-safe */
    public Signals(Runnable wake) {
        this.wake = wake;
    }

    /** The client asked to cancel the running statement. */
    public void cancel() {
        cancelled = true;
        wake.run();
    }

    /** The server shuts down: the running statement may end, nothing more is taken. */
    public void shutdown() {
        shutdown = true;
        wake.run();
    }

    /** The server shuts down and waits no longer. */
    public void terminate() {
        shutdown = true;
        terminated = true;
        wake.run();
    }

    /** Another session ends this one alone, unless the server is about to end them all. */
    void endByOther() {
        endedByOther |= !shutdown;
        terminate();
    }

    boolean isEndedByOther() {
        return endedByOther;
    }

    /** Notifications wait for the client. */
    public void notifications() {
        notifications = true;
        wake.run();
    }

    public boolean notificationsWait() {
        return notifications;
    }

    /** Whether notifications wait; whoever is told so delivers them. */
    boolean takeNotifications() {
        boolean any = notifications;
        if (any) {
            notifications = false;
        }
        return any;
    }

    public boolean cancelled() {
        return cancelled;
    }

    public boolean shutdownRequested() {
        return shutdown;
    }

    public boolean terminated() {
        return terminated;
    }

    void cycleStarts() {
        if (cancelled) {
            cancelled = false;
        }
    }

    /**
     * To be asked by whoever waits for the client in a running statement.
     *
     * @throws SqlStateException 57P01 or 57014
     */
    public void throwIfTerminatedOrCancelled() {
        if (terminated) {
            throw shutdownError();
        }
        if (cancelled) {
            throw new SqlStateException(SqlState.QUERY_CANCELED, "canceling statement due to user request");
        }
    }

    /** What a session ends with when the server shuts down. */
    public static SqlStateException shutdownError() {
        return new SqlStateException(SqlState.ADMIN_SHUTDOWN, "terminating connection due to administrator command");
    }

    /** What a statement ends with when its client is gone. */
    public static SqlStateException clientGoneError() {
        return new SqlStateException(SqlState.CONNECTION_FAILURE, "connection to client lost");
    }
}
