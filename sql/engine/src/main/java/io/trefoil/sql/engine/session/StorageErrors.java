package io.trefoil.sql.engine.session;

import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;

/** The storage's answers as PostgreSQL's errors. Retry errors begin with "restart transaction:", as CockroachDB's do. */
final class StorageErrors {
    private StorageErrors() {}

    static SqlStateException translate(StorageException e) {
        return switch (e) {
            case StorageException.StatementRetry retry ->
                retry("could not serialize access due to concurrent update", retry);
            case StorageException.TransactionRetry retry ->
                retry(
                        switch (retry.why()) {
                            case READ_CHANGED ->
                                "could not serialize access due to read/write dependencies among transactions";
                            case WRITE_CHANGED -> "could not serialize access due to concurrent update";
                            case DEADLOCK -> "deadlock detected";
                            case SNAPSHOT_TOO_OLD -> "snapshot too old";
                        },
                        retry);
            case StorageException.LockNotAvailable lock ->
                new SqlStateException(
                        SqlState.LOCK_NOT_AVAILABLE,
                        lock.timedOut() ? "canceling statement due to lock timeout" : "could not obtain lock on row");
            case StorageException.Canceled canceled ->
                new SqlStateException(SqlState.QUERY_CANCELED, "canceling statement due to user request");
            case StorageException.CommitUnknown unknown ->
                new SqlStateException(
                                SqlState.T_R_STATEMENT_COMPLETION_UNKNOWN,
                                "the outcome of the commit is unknown",
                                unknown)
                        .withDetail("The log could not be forced to the device: " + causeOf(unknown))
                        .withHint("Look whether the changes are there before you repeat them.");
            case StorageException.LimitExceeded limit ->
                new SqlStateException(
                                limit.ofMemory() ? SqlState.OUT_OF_MEMORY : SqlState.PROGRAM_LIMIT_EXCEEDED,
                                String.valueOf(limit.getMessage()),
                                limit)
                        .withHint(limit.hint());
            case StorageException.DiskFull full ->
                new SqlStateException(SqlState.DISK_FULL, "could not write to the store: No space left on device", full)
                        .withHint("Check free disk space. Commits work again as soon as there is some; TRUNCATE and"
                                + " DROP TABLE need the least.");
            case StorageException.EngineFailed failed ->
                new SqlStateException(SqlState.IO_ERROR, "the storage engine failed: " + failed.getMessage(), failed)
                        .withHint("Reading goes on. Commits need the server to be started again.");
            case StorageException.OpenFailed failed ->
                new SqlStateException(SqlState.IO_ERROR, String.valueOf(failed.getMessage()), failed);
        };
    }

    private static String causeOf(StorageException.CommitUnknown unknown) {
        Throwable cause = unknown.getCause();
        return String.valueOf(cause == null ? unknown.getMessage() : cause.getMessage());
    }

    private static SqlStateException retry(String message, StorageException cause) {
        return new SqlStateException(SqlState.T_R_SERIALIZATION_FAILURE, "restart transaction: " + message, cause)
                .withHint("The transaction might succeed if retried.");
    }

    /** Whether the transaction may succeed if it is run again. */
    static boolean isRetry(RuntimeException e) {
        return e instanceof StorageException.TransactionRetry
                || e instanceof SqlStateException error && error.state() == SqlState.T_R_SERIALIZATION_FAILURE;
    }
}
