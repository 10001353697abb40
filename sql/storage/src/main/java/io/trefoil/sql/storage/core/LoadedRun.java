package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.engine.SortedRun;
import java.util.Arrays;

/**
 * A finished load as part of a transaction's writes.
 *
 * @param first the smallest key
 * @param last the greatest key
 * @param statement number of the statement that wrote it
 * @param position its place in the order of writing
 */
record LoadedRun(SortedRun entries, int space, byte[] first, byte[] last, int statement, long position, long bytes) {

    boolean spans(byte[] key) {
        return Arrays.compareUnsigned(key, last) <= 0 && Arrays.compareUnsigned(first, key) <= 0;
    }

    KeyRange range() {
        return new KeyRange(space, first, KeyRange.successor(last));
    }
}
