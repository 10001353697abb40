package io.trefoil.jdbc.link;

import java.io.IOException;

/** The server said that it ends the session. */
final class SessionEnded extends IOException {
    private static final long serialVersionUID = 1;

    private final byte[] message;
    private final String sqlState;

    SessionEnded(byte[] message, ErrorMessage error) {
        super(error.text());
        this.message = message;
        this.sqlState = error.sqlState();
    }

    /** The ErrorResponse, header included. */
    byte[] message() {
        return message;
    }

    /** Whether it ends for what its client did, an open transaction that idled or took too long (25P03, 25P04). */
    boolean isMeant() {
        return sqlState.startsWith("25");
    }
}
