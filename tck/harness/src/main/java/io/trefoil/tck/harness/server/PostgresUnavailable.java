package io.trefoil.tck.harness.server;

/** There is no PostgreSQL to compare with; tests that need it are skipped with this message. */
public final class PostgresUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PostgresUnavailable(String message) {
        super(message);
    }

    public PostgresUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
