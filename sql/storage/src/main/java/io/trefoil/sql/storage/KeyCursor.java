package io.trefoil.sql.storage;

import java.util.Arrays;

/**
 * A walk over the entries of a range. Starts before the first entry. The arrays returned are the cursor's own: read
 * only, and valid until the next call of {@link #next} or {@link #close}; {@link #key} and {@link #value} copy.
 *
 * <p>Used by the thread that runs the transaction. What a cursor has passed is recorded as read (at SERIALIZABLE), what
 * it has not reached is not: close early. Closing twice is allowed.
 */
public interface KeyCursor extends AutoCloseable {

    /**
     * Steps to the next entry; false at the end.
     *
     * @throws StorageException.Canceled after {@link StorageTransaction#cancel}
     * @throws StorageException.StatementRetry if a locking scan meets a row that changed after the snapshot
     */
    boolean next();

    /** Holds the current key at {@link #keyOffset}, {@link #keyLength} bytes long. */
    byte[] keyArray();

    int keyOffset();

    int keyLength();

    /** Holds the current value at {@link #valueOffset}, {@link #valueLength} bytes long. */
    byte[] valueArray();

    int valueOffset();

    int valueLength();

    /** A copy of the current key. */
    default byte[] key() {
        return Arrays.copyOfRange(keyArray(), keyOffset(), keyOffset() + keyLength());
    }

    /** A copy of the current value. */
    default byte[] value() {
        return Arrays.copyOfRange(valueArray(), valueOffset(), valueOffset() + valueLength());
    }

    @Override
    void close();
}
