package io.trefoil.sql.storage.engine;

import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import org.jspecify.annotations.Nullable;

/**
 * A private ordered store outside of the heap for one transaction's writes that are too many to keep in memory. Not
 * durable, no versions, one thread at a time; gone when closed.
 */
public interface ScratchStore extends AutoCloseable {

    /** Replaces the value of a key. */
    void put(int space, byte[] key, byte[] value);

    /** The value of a key, or null. */
    byte @Nullable [] get(int space, byte[] key);

    /** A walk over what is there now. */
    KeyCursor cursor(KeyRange range, boolean reverse);

    @Override
    void close();
}
