package io.trefoil.sql.storage;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * A store of ordered byte keys in numbered spaces, read and written in transactions. The door of storage: the SQL engine
 * sees nothing below it. All methods may be called by any thread.
 *
 * <p>What it promises:
 *
 * <ul>
 *   <li>Readers never block writers and writers never block readers; read-only transactions never fail for others' sake.
 *   <li>At SERIALIZABLE, committed transactions are equivalent to a serial order that agrees with real time.
 *   <li>A commit acknowledged with {@link Durability#SYNC} survives a crash; what survives is always a prefix of the
 *       commits.
 *   <li>Hot keys queue: a transaction that locks first and then reads does not fail because others did the same.
 * </ul>
 */
public interface TransactionalStore extends AutoCloseable {

    /**
     * Opens the store at a location with the engine found for its scheme.
     *
     * @throws StorageException.OpenFailed with a message for people
     */
    static TransactionalStore open(StoreLocation location, StoreOptions options) {
        for (StoreProvider provider : ServiceLoader.load(StoreProvider.class)) {
            if (provider.scheme().equals(location.scheme())) {
                return provider.open(location, options);
            }
        }
        throw new StorageException.OpenFailed(
                StorageException.OpenFailed.Reason.UNKNOWN_SCHEME,
                "no storage engine for \"" + location.scheme() + "\" (store location " + location + ")",
                null);
    }

    /** Starts a transaction; the snapshot is taken at its first statement. */
    StorageTransaction begin(TransactionOptions options);

    /** Numbers outside of transactions. */
    CounterStore counters();

    /** A number that no space has had yet. Durable before it is returned; not given back by a rollback. */
    int allocateSpace();

    /**
     * The version of the last commit that wrote to the space, 0 if there was none since the store was opened. Costs an
     * array access; may be too new for spaces that share a slot, never too old. See {@link
     * StorageTransaction#spaceVersion}.
     */
    long lastChange(int space);

    /** A guess at the size of a range, without reading it. */
    RangeEstimate estimate(KeyRange range);

    /** Rewrites the range in its densest form and drops what is deleted (VACUUM). Takes as long as it takes. */
    void compact(KeyRange range);

    /** Writes buffered data to its sorted files; commits are safe without it. */
    void flush();

    StoreStatistics statistics();

    /** The transactions that are open now, oldest first. */
    List<TransactionInfo> transactions();

    /** The transactions that are prepared, in the order of their numbers; those of earlier openings too. */
    List<PreparedTransaction> prepared();

    /** Every lock that is held or waited for now, of keys, spaces and advisory ones, in no order. */
    List<LockInfo> locks();

    /**
     * An owner for advisory locks that outlive transactions. Costs nothing until used.
     *
     * @param label for {@link #locks}, e.g. the session's number
     */
    LockSession openLockSession(String label);

    /**
     * What keeps the store from taking commits, in one line for people: a full device (until there is room again), a failed
     * write or sync (until the store is opened again). Empty while all is well.
     */
    Optional<String> condition();

    /** One line for people: engine, version, place. */
    String description();

    /** Ends background work, makes everything durable and closes the engine. Open transactions are cancelled first. */
    @Override
    void close();
}
