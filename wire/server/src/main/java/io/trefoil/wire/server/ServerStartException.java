package io.trefoil.wire.server;

import org.jspecify.annotations.Nullable;

/** Why a server could not start listening; the message is one line for the person who started it. */
public final class ServerStartException extends RuntimeException {
    /** The kinds of failure, for callers that act on them. */
    public enum Reason {
        PORT_IN_USE,
        HOST_UNKNOWN,
        /** Ports below 1024 and the like. */
        NOT_PERMITTED,
        /** An insecure server on an address that others can reach. */
        INSECURE_ADDRESS,
        TLS_FILES,
        OTHER
    }

    private final Reason reason;

    ServerStartException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
