package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.ProtocolViolation;

/** What Describe and Close name: a prepared statement or a portal. */
public enum StatementOrPortal {
    STATEMENT('S'),
    PORTAL('P');

    private final char code;

    StatementOrPortal(char code) {
        this.code = code;
    }

    public char code() {
        return code;
    }

    /** @param message the message's name, for the error text */
    static StatementOrPortal decode(MessageReader in, String message) {
        int code = in.int8();
        return switch (code) {
            case 'S' -> STATEMENT;
            case 'P' -> PORTAL;
            default -> throw ProtocolViolation.of("invalid " + message + " message subtype " + code);
        };
    }
}
