package io.trefoil.sql.storage;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Whatever a store can answer instead of a result. The class says who has to act:
 *
 * <ul>
 *   <li>{@link StatementRetry}: run the same statement again after {@link StorageStatement#restart}, as long as nothing
 *       of its result has reached the client; unbounded, because locks are kept and grow.
 *   <li>{@link TransactionRetry}: run the whole transaction again ({@link StorageTransaction#restart}), by the server if
 *       nothing was sent, else by the client (SQLSTATE 40001).
 *   <li>all others: report.
 * </ul>
 *
 * Retries are part of normal work and carry no stack trace.
 */
public abstract sealed class StorageException extends RuntimeException {

    private StorageException(String message, @Nullable Throwable cause, boolean withStackTrace) {
        super(message, cause, false, withStackTrace);
    }

    /** A row the statement wants to lock or has read changed after its snapshot: rerun the statement. */
    public static final class StatementRetry extends StorageException {
        public StatementRetry(String message) {
            super(message, null, false);
        }
    }

    /** The transaction cannot be placed in the serial order; locks stay held until rollback or restart. */
    public static final class TransactionRetry extends StorageException {
        /** What went wrong. */
        public enum Why {
            /** A key or range that was read got another value by a committed transaction. */
            READ_CHANGED,
            /** A row to be written was changed after the snapshot (REPEATABLE READ: first updater wins). */
            WRITE_CHANGED,
            /** Transactions waited for each other in a cycle and this one was chosen to give way. */
            DEADLOCK,
            /** The snapshot is so old that the commits since are not remembered any more. */
            SNAPSHOT_TOO_OLD
        }

        private final Why why;
        private final int space;
        private final byte @Nullable [] key;

        public TransactionRetry(Why why, int space, byte @Nullable [] key) {
            super(
                    why
                            + (key == null
                                    ? ""
                                    : " at space " + space + " key "
                                            + HexFormat.of().formatHex(key)),
                    null,
                    false);
            this.why = why;
            this.space = space;
            this.key = key;
        }

        public Why why() {
            return why;
        }

        /** The space of {@link #key}. */
        public int space() {
            return space;
        }

        /** The key in conflict, if one is known. */
        public byte @Nullable [] key() {
            return key;
        }
    }

    /** A lock was not free: NOWAIT, or the lock timeout passed (SQLSTATE 55P03). */
    public static final class LockNotAvailable extends StorageException {
        private final boolean timedOut;

        public LockNotAvailable(boolean timedOut) {
            super(timedOut ? "lock timeout" : "lock not free", null, false);
            this.timedOut = timedOut;
        }

        /** True after a wait up to the lock timeout, false for NOWAIT. */
        public boolean timedOut() {
            return timedOut;
        }
    }

    /** {@link StorageTransaction#cancel} was called (SQLSTATE 57014). */
    public static final class Canceled extends StorageException {
        public Canceled() {
            super("canceled", null, false);
        }
    }

    /** The log could not be forced while this commit waited: it may or may not survive (SQLSTATE 40003). */
    public static final class CommitUnknown extends StorageException {
        public CommitUnknown(Throwable cause) {
            super("outcome of the commit is unknown: " + cause.getMessage(), cause, true);
        }
    }

    /** A bound was reached, e.g. the memory for one transaction's writes or locks (SQLSTATE 54000, 53200). */
    public static final class LimitExceeded extends StorageException {
        private final boolean ofMemory;
        private final String hint;

        /**
         * @param ofMemory whether more memory would help, else the bound is one of configuration
         * @param hint what the user can do
         */
        public LimitExceeded(boolean ofMemory, String message, String hint) {
            super(message, null, true);
            this.ofMemory = ofMemory;
            this.hint = hint;
        }

        /** True for SQLSTATE 53200, false for 54000. */
        public boolean ofMemory() {
            return ofMemory;
        }

        public String hint() {
            return hint;
        }
    }

    /** The device is full: the transaction did not commit, others may when there is room again (SQLSTATE 53100). */
    public static final class DiskFull extends StorageException {
        public DiskFull(String message, @Nullable Throwable cause) {
            super(message, cause, true);
        }
    }

    /** The engine reported an error that it cannot continue after (SQLSTATE 58030, XX001). */
    public static final class EngineFailed extends StorageException {
        public EngineFailed(String message, @Nullable Throwable cause) {
            super(message, cause, true);
        }
    }

    /** The store could not be opened; the message is one line for a person at a terminal. */
    public static final class OpenFailed extends StorageException {
        /** Why not. */
        public enum Reason {
            /** Another process, or another store of this process, has it open. */
            IN_USE,
            /** The directory cannot be made, read or written. */
            NOT_WRITABLE,
            /** Written by a newer version of the format than this program knows. */
            NEWER_FORMAT,
            /** The directory holds something else than a store. */
            NOT_A_STORE,
            /** The content is damaged. */
            CORRUPT,
            /** No engine is found for the location's scheme. */
            UNKNOWN_SCHEME,
            DISK_FULL
        }

        private final Reason reason;

        public OpenFailed(Reason reason, String message, @Nullable Throwable cause) {
            super(message, cause, true);
            this.reason = reason;
        }

        public Reason reason() {
            return reason;
        }
    }
}
