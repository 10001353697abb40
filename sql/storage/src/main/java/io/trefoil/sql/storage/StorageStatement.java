package io.trefoil.sql.storage;

import org.jspecify.annotations.Nullable;

/**
 * One SQL statement's view of the store, and its writes. It sees the transaction's snapshot and the writes of earlier
 * statements, never its own ("Halloween"): an UPDATE does not meet the rows it has just written. {@link
 * Access.Reading#LATEST} and {@link #insert} are the exceptions, because constraints count within a statement too.
 *
 * <p>Keys and values handed in are kept without copying and must not be changed afterwards; arrays handed out may be
 * shared and must not be changed.
 *
 * <p>Every reading or locking call may throw {@link StorageException.StatementRetry}: the caller then calls {@link
 * #restart} and runs the statement again from its beginning, if none of its results has left the server.
 */
public interface StorageStatement extends AutoCloseable {

    /** The value of a key, or null. {@link LockWait#SKIP} is not allowed here: use {@link #lock} first. */
    byte @Nullable [] get(int space, byte[] key, Access access);

    /**
     * To be called before {@link #get} of a row that the transaction may write later: at SERIALIZABLE, waits until no other
     * transaction that does the same is about to, if the habit says that it is worth it. So a program that reads, computes
     * and writes queues for a hot row instead of failing at its commit. Nothing is locked: plain readers and writers do not
     * wait, and the wait is short when those before do nothing.
     *
     * @param habit of the query that reads
     */
    void expectWrite(int space, byte[] key, ReadHabit habit);

    /**
     * The values of {@code keys[0..count)} into {@code values[0..count)}, null where absent. Cheaper than single gets, most
     * of all when the keys come sorted.
     */
    void multiGet(int space, byte[][] keys, byte[] @Nullable [] values, int count, Access access);

    /** Walks over a range. The cursor must be closed before the transaction ends. */
    KeyCursor scan(ScanRequest request);

    /**
     * Locks a key (present or not) and makes sure that what this statement sees of it is the newest state: if it was changed
     * after the snapshot, the snapshot moves forward where that is provably harmless, else the statement must be rerun. A
     * row found by a scan is therefore safe to overwrite after its lock was granted.
     *
     * @return false only for {@link LockWait#SKIP} when the lock is not free, or the key was removed after the snapshot
     * @throws StorageException.TransactionRetry at REPEATABLE READ if the key changed after the snapshot; deadlock
     */
    boolean lock(int space, byte[] key, LockMode mode, LockWait wait);

    /** The version that the statement reads at. It may move forward when a lock is taken. */
    long snapshotVersion();

    /**
     * Locks a key that was read {@link Access.Reading#UNTRACKED} at {@code version}, unless somebody else holds the lock or
     * has changed the key since: for SKIP LOCKED, which passes over either. Never waits and records nothing, so that
     * those who take rows from a queue do not get into each other's way; the lock keeps what was read true.
     *
     * @param version the {@link #snapshotVersion} of the read
     * @return false if the key is to be passed over (a lock that was granted stays)
     * @throws StorageException.StatementRetry if the statement has moved on from {@code version}
     */
    boolean lockUnchanged(int space, byte[] key, LockMode mode, long version);

    /**
     * Writes a key that must not exist yet: locks it, looks at the newest state including this statement's own writes, and
     * writes only if there is nothing.
     *
     * @return null if written, else the value that exists
     */
    byte @Nullable [] insert(int space, byte[] key, byte[] value, LockWait wait);

    /**
     * Writes a key, present or not, locking it if it is not yet locked ({@link LockMode#NO_KEY_UPDATE}, waiting). Whoever
     * derives the value from a read takes the lock with that read. A key that others look for with {@link
     * Access#REFERENCE_CHECK} is made by {@link #insert}, whose lock conflicts with theirs.
     */
    void put(int space, byte[] key, byte[] value);

    /** Removes a key, present or not, locking it if it is not yet locked ({@link LockMode#UPDATE}, waiting). */
    void delete(int space, byte[] key);

    /**
     * Begins to write very many new entries in order of their keys. Only for a transaction that nobody else can write the
     * space beside: it holds {@link SpaceLock#EXCLUSIVE}, or {@link SpaceLock#SHARED} with {@link SpaceLock#WRITE_INTENT}.
     *
     * @return null if the engine keeps nothing outside of the heap or the lock is missing: write entry by entry then
     */
    @Nullable
    SpaceLoad load(int space);

    /**
     * After {@link StorageException.StatementRetry}, or on the caller's own wish: undoes the statement's writes, forgets its
     * reads, keeps its locks, and moves to the newest snapshot. Cursors of the statement must be closed before.
     *
     * @throws StorageException.TransactionRetry if reads of earlier statements do not hold any more
     */
    void restart();

    /** Throws {@link StorageException.Canceled} if the transaction was cancelled: for loops that do not touch the store. */
    void checkCanceled();

    /** Ends the statement; its writes become visible to the next one. Closing twice is allowed. */
    @Override
    void close();
}
