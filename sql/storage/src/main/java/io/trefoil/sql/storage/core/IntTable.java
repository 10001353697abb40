package io.trefoil.sql.storage.core;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A small map from space numbers to objects, in insertion order: linear while small, hashed when it grows. */
final class IntTable<V> {
    private static final int LINEAR = 8;

    private int[] keys = new int[LINEAR];
    private @Nullable Object[] values = new @Nullable Object[LINEAR];
    private int size;
    private int @Nullable [] index;

    @Nullable
    V find(int key) {
        int at = position(key);
        return at < 0 ? null : valueAt(at);
    }

    void add(int key, V value) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
            values = Arrays.copyOf(values, size * 2);
            index = null;
        }
        keys[size] = key;
        values[size] = value;
        size++;
        if (size > LINEAR) {
            if (index == null) {
                rebuild();
            } else {
                enter(index, size - 1);
            }
        }
    }

    int size() {
        return size;
    }

    int keyAt(int position) {
        return keys[position];
    }

    @SuppressWarnings({"unchecked", "NullAway"})
    V valueAt(int position) {
        return (V) values[position];
    }

    void clear() {
        Arrays.fill(values, 0, size, null);
        size = 0;
        index = null;
    }

    private int position(int key) {
        int[] table = index;
        if (table == null) {
            for (int i = 0; i < size; i++) {
                if (keys[i] == key) {
                    return i;
                }
            }
            return -1;
        }
        int mask = table.length - 1;
        for (int slot = slot(key, mask); table[slot] != 0; slot = (slot + 1) & mask) {
            if (keys[table[slot] - 1] == key) {
                return table[slot] - 1;
            }
        }
        return -1;
    }

    private void rebuild() {
        int[] table = new int[keys.length * 4];
        for (int i = 0; i < size; i++) {
            enter(table, i);
        }
        index = table;
    }

    private void enter(int[] table, int position) {
        int mask = table.length - 1;
        int slot = slot(keys[position], mask);
        while (table[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        table[slot] = position + 1;
    }

    private static int slot(int key, int mask) {
        return (key * 0x9E3779B9 >>> 7) & mask;
    }
}
