package io.trefoil.sql.storage.rocksdb;

import io.trefoil.sql.storage.KeyRange;
import java.util.Arrays;

/**
 * How a key of a space becomes a key of RocksDB (format version 1). All spaces lie in the default column family, in the
 * order of RocksDB's bytewise comparator.
 *
 * <table>
 * <caption>Key</caption>
 * <tr><th>bytes</th><th>content</th></tr>
 * <tr><td>4</td><td>space number, big-endian</td></tr>
 * <tr><td>rest</td><td>the key as given</td></tr>
 * </table>
 *
 * <p>Values are stored as given.
 */
final class RocksKeys {
    static final int PREFIX = 4;

    private RocksKeys() {}

    static byte[] of(int space, byte[] key) {
        byte[] result = new byte[PREFIX + key.length];
        putSpace(result, 0, space);
        System.arraycopy(key, 0, result, PREFIX, key.length);
        return result;
    }

    static byte[] low(KeyRange range) {
        return of(range.space(), range.low());
    }

    /** The first key behind the range. */
    static byte[] high(KeyRange range) {
        byte[] high = range.high();
        if (high != null) {
            return of(range.space(), high);
        }
        byte[] next = new byte[PREFIX];
        if (range.space() == -1) {
            // Behind the greatest space: longer than any key that can start with it is not needed, only greater.
            byte[] last = new byte[PREFIX + 64];
            Arrays.fill(last, (byte) 0xff);
            return last;
        }
        putSpace(next, 0, range.space() + 1);
        return next;
    }

    static void putSpace(byte[] target, int offset, int space) {
        target[offset] = (byte) (space >>> 24);
        target[offset + 1] = (byte) (space >>> 16);
        target[offset + 2] = (byte) (space >>> 8);
        target[offset + 3] = (byte) space;
    }
}
