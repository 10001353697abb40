package io.trefoil.jdbc.api;

import org.jspecify.annotations.Nullable;

/**
 * One step of a transaction's way through its retries.
 *
 * @param attempt 1 for the first repetition
 * @param elapsedMillis since the transaction failed for the first time
 * @param pauseMillis before this attempt
 * @param scope what was or will be repeated
 * @param sqlState of the failure that led here
 * @param message of that failure
 * @param reason why the driver gave up; null while it does not
 */
public record TransactionRetry(
        int attempt,
        long elapsedMillis,
        long pauseMillis,
        Scope scope,
        String sqlState,
        String message,
        @Nullable String reason) {

    /** How much of the transaction is repeated. */
    public enum Scope {
        /** What followed the last savepoint. */
        SAVEPOINT,
        /** Everything since BEGIN. */
        TRANSACTION,
        /** A read outside of transactions, after its connection was lost. */
        READ,
        /** A transaction whose COMMIT was not answered and did not happen. */
        COMMIT
    }
}
