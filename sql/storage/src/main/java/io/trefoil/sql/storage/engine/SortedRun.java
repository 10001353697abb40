package io.trefoil.sql.storage.engine;

import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import org.jspecify.annotations.Nullable;

/**
 * Entries of one space outside of the heap, written once in ascending order of their keys, each key once: private to a
 * transaction until a list of writes {@linkplain EngineWrites#adopt adopts} them. One thread at a time.
 */
public interface SortedRun extends AutoCloseable {

    void put(byte[] key, byte[] value);

    /** Ends writing: from now on it can be read and adopted. */
    void finish();

    /** The value of a key, or null. */
    byte @Nullable [] get(byte[] key);

    KeyCursor cursor(KeyRange range, boolean reverse);

    /** Removes what was not adopted and applied. Closing twice is allowed. */
    @Override
    void close();
}
