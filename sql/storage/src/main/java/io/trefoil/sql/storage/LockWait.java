package io.trefoil.sql.storage;

/** What to do when a lock is held by another transaction. */
public enum LockWait {
    /** Wait in the queue, until granted, the lock timeout, a deadlock or a cancel. */
    BLOCK,
    /** Throw {@link StorageException.LockNotAvailable} at once. */
    NOWAIT,
    /** Pass over the key: {@link StorageStatement#lock} answers false, a locking scan does not deliver the row. */
    SKIP
}
