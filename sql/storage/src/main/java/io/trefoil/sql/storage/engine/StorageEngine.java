package io.trefoil.sql.storage.engine;

import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.RangeEstimate;
import org.jspecify.annotations.Nullable;

/**
 * An ordered store of bytes that the transaction core runs on. It knows snapshots and atomic batches, not transactions.
 *
 * <p><b>Versions.</b> The engine numbers its states. A list of {@code n} operations raises {@link #version} by {@code n},
 * becomes visible (and after a crash, is found) as a whole, and lists become visible in the order of {@link #apply} calls.
 * A snapshot holds exactly the lists with versions up to its own. Nothing but {@code apply} changes the version while the engine is open, and
 * reopening never lowers it below that of the surviving state.
 *
 * <p><b>Threads.</b> {@link #apply} is called by one thread at a time (the core's sequencer); everything else by any
 * thread at any time, also during {@code apply}.
 *
 * <p><b>Errors.</b> {@code StorageException.EngineFailed}: after a failed {@code apply} or {@code sync} the core writes
 * nothing more. {@code DiskFull}: of a group, the lists up to {@link #version} are applied and the others are not; the
 * core goes on, and the engine does when there is room.
 */
public interface StorageEngine extends AutoCloseable {

    /** One line for people. */
    String description();

    /** Whether applied batches survive the process once {@link #sync} returned; false: {@code sync} is never called. */
    boolean durable();

    /** The version of the newest visible state. */
    long version();

    /** The newest visible state, held until closed. */
    EngineSnapshot snapshot();

    /** An empty list of operations, to be filled by one thread outside of any lock. */
    EngineWrites newWrites();

    /**
     * A list for very many operations, which come in ascending order of unsigned space number and key, each key once. It may
     * be applied {@linkplain EngineWrites#alone alone} and then raises the version by an amount that only the engine knows.
     */
    default EngineWrites newSortedWrites() {
        return newWrites();
    }

    /** A place for what does not fit into the heap, or null if the engine has none. */
    default @Nullable ScratchStore openScratch() {
        return null;
    }

    /**
     * New sorted files for entries of one space that a transaction writes in order, or null if the engine has none. Whoever
     * gets one can rely on {@link #newSortedWrites} to adopt it.
     */
    default @Nullable SortedRun newSortedRun(int space) {
        return null;
    }

    /**
     * Applies the first {@code count} of the given lists in order, each atomically, without waiting for the device. The lists
     * were made by {@link #newWrites} of this engine and are not applied again.
     *
     * @return the version after it
     */
    long apply(EngineWrites[] group, int count);

    /** Forces every batch applied before the call to the device. Does not hold up {@link #apply}. */
    void sync();

    /**
     * Frees the space of a range that was removed by a durable {@link EngineWrites#deleteRange} and that no snapshot needs;
     * a hint.
     */
    default void discard(KeyRange range) {}

    /** A guess at the size of a range. */
    RangeEstimate estimate(KeyRange range);

    /** Rewrites a range densely. */
    void compact(KeyRange range);

    /** Moves buffered data to its final place. */
    void flush();

    /** Closes; snapshots and cursors are closed before by the core. */
    @Override
    void close();
}
