package io.trefoil.sql.storage;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One transaction: a sequence of {@linkplain StorageStatement statements}, savepoint marks, and an end.
 *
 * <p><b>Threads.</b> Calls block, and one thread at a time uses a transaction and its statements and cursors; different
 * threads may take turns if the hand-over is ordered. Only {@link #cancel} may come from anywhere at any time. Platform
 * and virtual threads both serve.
 *
 * <p><b>After an exception.</b> {@link StorageException.StatementRetry} leaves the transaction usable through {@link
 * StorageStatement#restart}. After any other exception the transaction holds its locks and writes and waits for {@link
 * #rollback}, {@link #rollbackTo}, {@link #reopen} or {@link #restart}; the caller decides what its rules allow.
 *
 * <p><b>Locks</b> stay until {@link #commit} or {@link #rollback}: rolling back to a mark and restarting keep them (but see
 * {@link #restart} for deadlocks).
 */
public interface StorageTransaction extends AutoCloseable {

    /** What can be done with a transaction. */
    enum State {
        ACTIVE,
        /** Cannot commit as it stands ({@link StorageException.TransactionRetry}): roll back, restart or reopen. */
        DOOMED,
        COMMITTED,
        /** Ended for its owner: see {@link StorageTransaction#prepare}. */
        PREPARED,
        ROLLED_BACK
    }

    /** Unique while the store is open; later transactions have greater numbers. */
    long id();

    State state();

    /** As given, with later changes. */
    TransactionOptions options();

    /** 1 for the first run, one more for each {@link #restart}. */
    int attempt();

    /**
     * Starts a statement and fixes what it sees: the snapshot (READ COMMITTED: a new one) and the writes of all earlier
     * statements. Forgets a cancel that came before. Several statements may be open at once (suspended portals); each
     * keeps its view.
     */
    StorageStatement beginStatement();

    /** Remembers this place; constant cost. */
    Mark mark();

    /**
     * Undoes every write since {@code mark}, which stays usable; marks made after it die. Locks and recorded reads stay.
     * Open statements begun after the mark must not be used again.
     */
    void rollbackTo(Mark mark);

    /** Forgets {@code mark} and those made after it, keeping the writes. */
    void release(Mark mark);

    /**
     * For a {@link State#DOOMED} transaction whose client rolled back to a savepoint: rolls back to {@code mark}, forgets
     * the reads made since, and moves to the newest snapshot.
     *
     * @return false if reads made before the mark do not hold any more: the transaction stays doomed
     */
    boolean reopen(Mark mark);

    /**
     * Moves to the newest snapshot if everything read so far is unchanged there. Called between statements.
     *
     * @return false if something changed (or, at REPEATABLE READ, if anything was read): nothing has happened then
     */
    boolean refresh();

    /**
     * Throws away all writes, reads, marks and statements and starts anew at the newest snapshot. Keeps the locks, so that
     * the next attempt does not lose its place; only after a deadlock it gives them up, because others wait for them.
     * Raises {@link #attempt}, and with it what a SERIALIZABLE transaction is given: waiters of higher attempts go first;
     * from the second on, the keys on which earlier attempts failed are locked before anything is read; from the fourth on,
     * every key that is read and every space that is scanned is locked in {@code SHARE} mode (attempts that a deadlock ended
     * do not count for this). So all get through. Reads may therefore wait, and fail as locks do.
     */
    void restart();

    /** What the transaction has waited for and done again so far, over all attempts. Owner's thread. */
    TransactionCounts counts();

    /**
     * Takes an advisory lock until the transaction ends ({@code pg_advisory_xact_lock}); at any level, also in read-only
     * transactions. A rollback to a mark keeps it, as it keeps every lock.
     *
     * @param key any bytes: what they mean is the caller's business
     * @param mode {@link LockMode#SHARE} or {@link LockMode#UPDATE}
     * @return false only for {@link LockWait#SKIP} when the lock is not free
     */
    boolean lockAdvisory(byte[] key, LockMode mode, LockWait wait);

    /** Takes a lock on a whole space; answers false only for {@link LockWait#SKIP}. Stronger modes replace weaker ones. */
    boolean lockSpace(int space, SpaceLock mode, LockWait wait);

    /** Whether nobody else can write in the space: the lock that {@link StorageStatement#load} asks for is held. */
    boolean ownsSpace(int space);

    /**
     * Removes a space and all its content when (and if) this transaction commits and no snapshot needs it any more. Undone
     * by {@link #rollbackTo}. The caller holds {@link SpaceLock#EXCLUSIVE}.
     */
    void dropSpace(int space);

    /**
     * The version of the space's content that this transaction sees (without its own writes): equal numbers mean equal
     * content, so what was derived from the content can be reused without a read.
     *
     * @return -1 if the space was changed after the snapshot: {@link #refresh}, or read it
     */
    long spaceVersion(int space);

    /** Changes the bound of lock waits from now on; {@link Duration#ZERO} for none. */
    void lockTimeout(Duration timeout);

    /** Changes what {@link #commit} waits for. */
    void durability(Durability durability);

    /** {@link #commit} will not answer before this version is durable, whatever else the transaction does. */
    void dependOn(long version);

    /**
     * Makes the writes permanent and visible, and releases the locks. With {@link Durability#SYNC} it returns when they
     * are safe on the device. A transaction without writes only waits until what it has seen is safe.
     *
     * @return the version of the commit, growing with the serial order; see {@link TransactionOptions#notBefore}
     * @throws StorageException.TransactionRetry if a read does not hold; the transaction is then {@link State#DOOMED}
     * @throws StorageException.CommitUnknown if the log could not be forced
     */
    long commit();

    /**
     * {@link #commit}, with one more entry in the same batch if the transaction writes anything. The entry is put without a
     * lock and without a look at what is there: for a key that nobody else writes while this transaction runs.
     */
    long commit(int space, byte[] key, byte[] value);

    /**
     * Promises to commit: checks the reads as a commit does, and instead of making the writes visible puts them and the locks
     * on record under a name, safe on the device whatever the {@link Durability}. The transaction leaves its owner and its
     * session; {@link TransactionalStore#prepared} has it until it is committed or rolled back there, which is its place in
     * the serial order. Until then it keeps its locks, and no SERIALIZABLE transaction may change what it has read.
     *
     * @param name unique among those that are prepared
     * @param note what the caller wants to know of it later
     * @param beside put in the same batch, if not null
     * @throws StorageException.TransactionRetry if a read does not hold; the transaction is then {@link State#DOOMED}
     * @throws StorageException.CommitUnknown if the log could not be forced; it is prepared as long as the store is open
     */
    Preparation prepare(String name, byte[] note, @Nullable SideEntry beside);

    /** Ends the transaction without a trace. Does nothing if it has ended already. */
    void rollback();

    /**
     * Stops what the transaction is doing: a lock wait or a scan throws {@link StorageException.Canceled}, once. Any
     * thread. A commit under way is not stopped.
     */
    void cancel();

    /** {@link #rollback}. */
    @Override
    default void close() {
        rollback();
    }
}
