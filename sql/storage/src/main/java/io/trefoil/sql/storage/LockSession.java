package io.trefoil.sql.storage;

/**
 * The owner of advisory locks that outlive a transaction ({@code pg_advisory_lock}; PostgreSQL 15 manual, 13.3.5). One per
 * client session that uses them. A session and the transactions begun with it ({@link TransactionOptions#session}) never
 * wait for each other, and count as one in the search for deadlocks.
 *
 * <p>A lock taken several times must be given up as often. Calls come from the thread that runs the session's transaction.
 */
public interface LockSession extends AutoCloseable {

    /**
     * Takes an advisory lock for the session.
     *
     * @param waiting the session's running transaction: its lock timeout and cancel end the wait, and it is the one that a
     *     deadlock fails; the lock stays when it ends
     * @param key any bytes: what they mean is the caller's business
     * @param mode {@link LockMode#SHARE} or {@link LockMode#UPDATE}
     * @return false only for {@link LockWait#SKIP} when the lock is not free
     */
    boolean lock(StorageTransaction waiting, byte[] key, LockMode mode, LockWait wait);

    /** Gives a lock up once; false if the session does not hold it in this mode. */
    boolean unlock(byte[] key, LockMode mode);

    /** Gives up every lock of the session. */
    void unlockAll();

    /** {@link #unlockAll}. */
    @Override
    default void close() {
        unlockAll();
    }
}
