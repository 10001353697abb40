package io.trefoil.sql.storage.engine;

import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import org.jspecify.annotations.Nullable;

/** One state of the engine, readable by all threads until closed. Cursors are closed before their snapshot. */
public interface EngineSnapshot extends AutoCloseable {

    /** The version of the state. */
    long version();

    /** The value of a key, or null. The array may be shared: never change it. */
    byte @Nullable [] get(int space, byte[] key);

    /** The values of several keys of one space; as {@link #get}, in the order of the keys. */
    default void multiGet(int space, byte[][] keys, byte[] @Nullable [] values, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = get(space, keys[i]);
        }
    }

    /** A walk over a range, used by one thread. */
    KeyCursor cursor(KeyRange range, boolean reverse, int limitHint);

    @Override
    void close();
}
