package io.trefoil.jdbc.link;

import java.io.IOException;

/** The server said that it ends the session. */
final class SessionEnded extends IOException {
    private static final long serialVersionUID = 1;

    private final byte[] message;

    SessionEnded(byte[] message, ErrorMessage error) {
        super(error.text());
        this.message = message;
    }

    /** The ErrorResponse, header included. */
    byte[] message() {
        return message;
    }
}
