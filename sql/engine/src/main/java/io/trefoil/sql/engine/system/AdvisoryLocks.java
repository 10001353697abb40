package io.trefoil.sql.engine.system;

import io.trefoil.sql.storage.LockMode;
import io.trefoil.sql.storage.LockWait;

/**
 * Locks whose meaning is the application's (PostgreSQL 15 manual, 13.3.5), as one session takes and gives them up. Keys
 * are made by {@link AdvisoryKey}; the mode is {@link LockMode#SHARE} or {@link LockMode#UPDATE}.
 */
public interface AdvisoryLocks {
    /**
     * Takes a lock that stays until it was given up as often as it was taken, or the session ends.
     *
     * @return false only for {@link LockWait#SKIP} when the lock is not free
     */
    boolean lock(byte[] key, LockMode mode, LockWait wait);

    /** Takes a lock that stays until the transaction ends; as {@link #lock} else. */
    boolean lockForTransaction(byte[] key, LockMode mode, LockWait wait);

    /** Gives a session's lock up once; warns and answers false if the session does not hold it in this mode. */
    boolean unlock(byte[] key, LockMode mode);

    /** Gives up all locks of the session, not those of its transaction. */
    void unlockAll();
}
