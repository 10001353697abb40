package io.trefoil.wire.server.connection;

/** Takes the connection's thread out of its loop when there is nothing more to take or to send. No stack trace. */
public final class ConnectionEnded extends RuntimeException {
    /** Who ended it. */
    public enum Reason {
        /** The client closed or broke the connection. */
        CLIENT_GONE,
        /** The server shuts down; the client is still there and is told. */
        SHUTDOWN
    }

    public static final ConnectionEnded CLIENT_GONE = new ConnectionEnded(Reason.CLIENT_GONE);
    public static final ConnectionEnded SHUTDOWN = new ConnectionEnded(Reason.SHUTDOWN);

    private final Reason reason;

    private ConnectionEnded(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
