package io.trefoil.sql.storage.rocksdb;

import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.rocksdb.SstFileReaderIterator;

/** Walks over the files of a run, one after the other. */
final class SortedRunCursor implements KeyCursor {
    private final List<SstFileReader> files;
    private final ReadOptions options;
    private final boolean reverse;
    private final byte[] low;
    private final byte[] high;
    private int nextFile;
    private @Nullable SstFileReaderIterator iterator;
    private byte[] key = {};
    private byte @Nullable [] value;

    SortedRunCursor(List<SstFileReader> files, ReadOptions options, KeyRange range, boolean reverse) {
        this.files = files;
        this.options = options;
        this.reverse = reverse;
        low = RocksKeys.low(range);
        high = RocksKeys.high(range);
        nextFile = reverse ? files.size() - 1 : 0;
    }

    @Override
    public boolean next() {
        value = null;
        SstFileReaderIterator current = iterator;
        if (current != null) {
            if (reverse) {
                current.prev();
            } else {
                current.next();
            }
        }
        while (current == null || !current.isValid()) {
            if (current != null) {
                checkStatus(current);
                current.close();
                iterator = null;
            }
            if (nextFile < 0 || nextFile >= files.size()) {
                return false;
            }
            current = files.get(nextFile).newIterator(options);
            nextFile += reverse ? -1 : 1;
            iterator = current;
            start(current);
        }
        key = current.key();
        return reverse ? Arrays.compareUnsigned(key, low) >= 0 : Arrays.compareUnsigned(key, high) < 0;
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
        return key.length - RocksKeys.PREFIX;
    }

    @Override
    public byte[] valueArray() {
        byte[] fetched = value;
        if (fetched == null) {
            SstFileReaderIterator current = iterator;
            if (current == null) {
                throw new IllegalStateException("cursor is not on an entry");
            }
            fetched = current.value();
            value = fetched;
        }
        return fetched;
    }

    @Override
    public int valueOffset() {
        return 0;
    }

    @Override
    public int valueLength() {
        return valueArray().length;
    }

    @Override
    public void close() {
        SstFileReaderIterator current = iterator;
        if (current != null) {
            iterator = null;
            current.close();
        }
        nextFile = -1;
    }

    private void start(SstFileReaderIterator at) {
        if (!reverse) {
            at.seek(low);
            return;
        }
        at.seekForPrev(high);
        if (at.isValid() && Arrays.equals(at.key(), high)) {
            at.prev();
        }
    }

    private static void checkStatus(SstFileReaderIterator at) {
        try {
            at.status();
        } catch (RocksDBException e) {
            throw RocksErrors.failed("reading a sorted file", e);
        }
    }
}
