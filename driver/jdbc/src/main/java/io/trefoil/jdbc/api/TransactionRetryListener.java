package io.trefoil.jdbc.api;

/**
 * Hears of transactions that the driver runs again. Registered with {@code ServiceLoader} for all connections, or by
 * {@link TrefoilConnection#addTransactionRetryListener} for one. Called on the connection's thread: it must be quick and
 * must not use the connection.
 */
public interface TransactionRetryListener {
    /** An attempt failed and the next is about to begin, after its pause. */
    default void retrying(TransactionRetry retry) {}

    /** The transaction stands again where it stood, with all that the application has seen unchanged. */
    default void recovered(TransactionRetry retry) {}

    /** The driver gives up; the application gets the error. */
    default void gaveUp(TransactionRetry retry) {}
}
