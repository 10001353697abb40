package io.trefoil.sql.storage.core;

import java.util.Arrays;

/**
 * A set of 64-bit key hashes that remembers the order of arrival, so that it can be cut back to an earlier size. Small
 * sets are searched linearly; larger ones have an open-addressed table beside the list (24 bytes a point).
 */
final class PointSet {
    private static final int LINEAR = 12;
    private static final long[] NO_TABLE = {};

    private long[] order = new long[LINEAR];
    private int size;
    /** Hashes, 0 = free; at most half full. */
    private long[] table = NO_TABLE;

    int size() {
        return size;
    }

    long at(int position) {
        return order[position];
    }

    boolean contains(long hash) {
        if (table.length == 0) {
            for (int i = 0; i < size; i++) {
                if (order[i] == hash) {
                    return true;
                }
            }
            return false;
        }
        int mask = table.length - 1;
        for (int slot = (int) (hash >>> 20) & mask; table[slot] != 0; slot = (slot + 1) & mask) {
            if (table[slot] == hash) {
                return true;
            }
        }
        return false;
    }

    /** False if it was there already. */
    boolean add(long hash) {
        if (contains(hash)) {
            return false;
        }
        if (size == order.length) {
            order = Arrays.copyOf(order, size * 2);
        }
        order[size++] = hash;
        if (size > LINEAR) {
            if (size * 2 > table.length) {
                rebuild(Math.max(64, table.length * 2));
            } else {
                enter(hash);
            }
        }
        return true;
    }

    void cutTo(int newSize) {
        if (newSize == size) {
            return;
        }
        size = newSize;
        if (size <= LINEAR) {
            table = NO_TABLE;
        } else {
            rebuild(table.length);
        }
    }

    void clear() {
        cutTo(0);
        if (order.length > 4096) {
            order = new long[LINEAR];
        }
    }

    private void rebuild(int length) {
        table = new long[length];
        for (int i = 0; i < size; i++) {
            enter(order[i]);
        }
    }

    private void enter(long hash) {
        int mask = table.length - 1;
        int slot = (int) (hash >>> 20) & mask;
        while (table[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        table[slot] = hash;
    }
}
