package io.trefoil.sql.storage.rocksdb;

import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/**
 * Walks with a RocksDB iterator inside bounds. Keys and values are copied into arrays that are used again for every entry:
 * measured to be as fast as direct buffers. The value is fetched only if it is asked for.
 */
final class RocksCursor implements KeyCursor {
    private static final long READ_AHEAD_BYTES = 2L << 20;

    private final Slice low;
    private final Slice high;
    private final ReadOptions options;
    private final RocksIterator iterator;
    private final boolean reverse;
    private boolean started;
    private boolean closed;
    private byte[] key = new byte[64];
    private int keyLength;
    private byte[] value = new byte[256];
    /** -1 until the value of this entry was fetched. */
    private int valueLength = -1;

    RocksCursor(RocksDB db, ReadOptions ofSnapshot, KeyRange range, boolean reverse, boolean whole) {
        this.reverse = reverse;
        low = new Slice(RocksKeys.low(range));
        high = new Slice(RocksKeys.high(range));
        options = new ReadOptions(ofSnapshot).setIterateLowerBound(low).setIterateUpperBound(high);
        if (whole) {
            options.setFillCache(false).setReadaheadSize(READ_AHEAD_BYTES);
        }
        iterator = db.newIterator(options);
    }

    @Override
    public boolean next() {
        if (!started) {
            started = true;
            if (reverse) {
                iterator.seekToLast();
            } else {
                iterator.seekToFirst();
            }
        } else if (reverse) {
            iterator.prev();
        } else {
            iterator.next();
        }
        valueLength = -1;
        if (!iterator.isValid()) {
            checkStatus();
            return false;
        }
        keyLength = iterator.key(key, 0, key.length);
        if (keyLength > key.length) {
            key = new byte[keyLength * 2];
            keyLength = iterator.key(key, 0, key.length);
        }
        return true;
    }

    @Override
    public byte[] keyArray() {
        return key;
    }

    @Override
    public int keyOffset() {
        return RocksKeys.PREFIX;
    }

    @Override
    public int keyLength() {
        return keyLength - RocksKeys.PREFIX;
    }

    @Override
    public byte[] valueArray() {
        fetchValue();
        return value;
    }

    @Override
    public int valueOffset() {
        return 0;
    }

    @Override
    public int valueLength() {
        fetchValue();
        return valueLength;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            iterator.close();
            options.close();
            low.close();
            high.close();
        }
    }

    private void fetchValue() {
        if (valueLength >= 0) {
            return;
        }
        if (closed) {
            // The iterator is native memory that is gone.
            throw new IllegalStateException("cursor is closed");
        }
        valueLength = iterator.value(value, 0, value.length);
        if (valueLength > value.length) {
            value = new byte[(int) Math.min(Integer.MAX_VALUE - 16, valueLength * 2L)];
            valueLength = iterator.value(value, 0, value.length);
        }
    }

    private void checkStatus() {
        try {
            iterator.status();
        } catch (RocksDBException e) {
            throw RocksErrors.failed("scanning", e);
        }
    }
}
