package io.trefoil.sql.storage.engine;

import io.trefoil.sql.storage.KeyRange;

/**
 * A list of operations in the engine's own encoding, as long as one transaction's writes. One thread at a time. Closed by
 * the core whether it was applied or not.
 */
public interface EngineWrites extends AutoCloseable {

    void put(int space, byte[] key, byte[] value);

    void delete(int space, byte[] key);

    /** Removes all keys of a range that nobody reads any more; counts as one operation. */
    void deleteRange(KeyRange range);

    /**
     * Takes over a finished run, which must stay open until this list was applied. Runs come before all other operations of
     * the list, which prevail where keys are equal.
     */
    default void adopt(SortedRun run) {
        throw new UnsupportedOperationException("these writes have no sorted files");
    }

    /** Number of operations: what the engine's version rises by, or at least by if applied {@link #alone}. */
    int operations();

    /** Whether it must be applied in a group of its own. */
    default boolean alone() {
        return false;
    }

    /** Nothing more is added: does what takes long before the sequencer is asked. */
    default void finish() {}

    /** Frees what is held outside of the Java heap. */
    @Override
    default void close() {}
}
