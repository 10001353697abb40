package io.trefoil.wire.protocol;

/**
 * Bytes that are no message of the protocol. Carries the SQLSTATE and text that PostgreSQL answers, so that the server
 * can pass it on; {@code fatal} when the stream cannot be followed any more. Has no stack trace: the fault is the
 * peer's, and a flood of them must stay cheap.
 */
public final class ProtocolViolation extends RuntimeException {
    private final String sqlState;
    private final boolean fatal;

    private ProtocolViolation(String sqlState, String message, boolean fatal) {
        super(message, null, false, false);
        this.sqlState = sqlState;
        this.fatal = fatal;
    }

    /** A body that cannot be read while the frames around it are sound; 08P01. */
    public static ProtocolViolation of(String message) {
        return new ProtocolViolation("08P01", message, false);
    }

    /** Like {@link #of(String)}, with another SQLSTATE. */
    public static ProtocolViolation of(String sqlState, String message) {
        return new ProtocolViolation(sqlState, message, false);
    }

    /** The frames themselves are lost; 08P01 and the connection must end. */
    public static ProtocolViolation fatal(String message) {
        return new ProtocolViolation("08P01", message, true);
    }

    /** Like {@link #fatal(String)}, with another SQLSTATE. */
    public static ProtocolViolation fatal(String sqlState, String message) {
        return new ProtocolViolation(sqlState, message, true);
    }

    public String sqlState() {
        return sqlState;
    }

    public boolean fatal() {
        return fatal;
    }

    /** The message, never null. */
    public String text() {
        String message = getMessage();
        return message == null ? sqlState : message;
    }
}
