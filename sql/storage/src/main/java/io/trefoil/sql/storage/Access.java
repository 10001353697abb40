package io.trefoil.sql.storage;

import org.jspecify.annotations.Nullable;

/**
 * How a key is read: at which point of time, recorded or not, and under which lock.
 *
 * @param reading the point of time and whether the read counts for serializability
 * @param lock the lock taken on each key before it is read, or null for none
 * @param lockWait what to do when the lock is not free
 */
public record Access(Reading reading, @Nullable LockMode lock, LockWait lockWait) {

    /** Which committed state a read sees; own writes are always laid over it. */
    public enum Reading {
        /** The snapshot. At SERIALIZABLE the read is recorded and validated at commit, unless a lock protects it. */
        SNAPSHOT,
        /**
         * The snapshot, never recorded: for reads whose result nobody relies on (statistics, progress), or that the caller
         * protects otherwise (SKIP LOCKED: what is skipped does not count, what is not is locked). After such a read the
         * snapshot stays as it is while the statement runs: what would move it forward restarts the statement instead.
         */
        UNTRACKED,
        /**
         * The newest committed state, never recorded, and with the writes of the running statement itself: for constraint
         * checks, under a lock that keeps the answer true until commit.
         */
        LATEST
    }

    /** The ordinary read of a query. */
    public static final Access READ = new Access(Reading.SNAPSHOT, null, LockWait.BLOCK);
    /** A snapshot read that is not recorded. */
    public static final Access UNTRACKED = new Access(Reading.UNTRACKED, null, LockWait.BLOCK);
    /** The newest committed state without a lock. */
    public static final Access LATEST = new Access(Reading.LATEST, null, LockWait.BLOCK);
    /** {@code SELECT ... FOR UPDATE}, and the read before a DELETE or a key update. */
    public static final Access FOR_UPDATE = new Access(Reading.SNAPSHOT, LockMode.UPDATE, LockWait.BLOCK);
    /** {@code SELECT ... FOR NO KEY UPDATE}, and the read before an UPDATE. */
    public static final Access FOR_NO_KEY_UPDATE = new Access(Reading.SNAPSHOT, LockMode.NO_KEY_UPDATE, LockWait.BLOCK);
    /** {@code SELECT ... FOR SHARE}. */
    public static final Access FOR_SHARE = new Access(Reading.SNAPSHOT, LockMode.SHARE, LockWait.BLOCK);
    /** {@code SELECT ... FOR KEY SHARE}. */
    public static final Access FOR_KEY_SHARE = new Access(Reading.SNAPSHOT, LockMode.KEY_SHARE, LockWait.BLOCK);
    /**
     * A foreign key's look at the key it points to: is it there?
     *
     * <p>Updates of the row conflict with it nowhere. They lock with {@link LockMode#NO_KEY_UPDATE}, which {@link
     * LockMode#KEY_SHARE} passes; and as the read is not recorded, a changed value fails nobody. Yet the answer is
     * serializable: {@link StorageStatement#insert} and {@link StorageStatement#delete} need {@link LockMode#UPDATE}, which
     * conflicts, so from the grant to the commit the key neither goes nor comes, and the answer, looked up after the grant,
     * holds at the commit's place in the order. A transaction that commits nothing stands at its snapshot: there the answer
     * holds because at SERIALIZABLE a key that came or went after the snapshot moves the snapshot forward, or restarts the
     * statement. So no record of "existence" beside the keys is kept, which every insert and delete would have to write.
     */
    public static final Access REFERENCE_CHECK = new Access(Reading.LATEST, LockMode.KEY_SHARE, LockWait.BLOCK);

    /** The same access with another way of waiting ({@code NOWAIT}, {@code SKIP LOCKED}). */
    public Access withWait(LockWait other) {
        return new Access(reading, lock, other);
    }
}
