package io.trefoil.jdbc.link;

import java.io.IOException;

/** The server said that it ends the session. */
final class SessionEnded extends IOException {
    private static final long serialVersionUID = 1;

    private final byte[] message;
    private final boolean meant;

    SessionEnded(byte[] message, ErrorMessage error) {
        super(error.text());
        this.message = message;
        this.meant = error.endsWork();
    }

    /** The ErrorResponse, header included. */
    byte[] message() {
        return message;
    }

    /** Whether its work is to end with it. */
    boolean isMeant() {
        return meant;
    }
}
