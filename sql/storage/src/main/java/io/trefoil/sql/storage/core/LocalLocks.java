package io.trefoil.sql.storage.core;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The locks one transaction holds, found by key: linear while few, hashed when many. */
final class LocalLocks {
    private static final int LINEAR = 8;
    private static final @Nullable HeldLock[] NONE = {};

    private @Nullable HeldLock[] held = NONE;
    private int size;
    /** Positions + 1 in {@link #held}, 0 = free. */
    private int @Nullable [] index;

    int size() {
        return size;
    }

    @SuppressWarnings("NullAway")
    HeldLock at(int position) {
        return held[position];
    }

    @Nullable
    HeldLock find(long hash, int space, byte @Nullable [] key) {
        int[] table = index;
        if (table == null) {
            for (int i = 0; i < size; i++) {
                if (at(i).entry.is(hash, space, key)) {
                    return held[i];
                }
            }
            return null;
        }
        int mask = table.length - 1;
        for (int slot = (int) hash & mask; table[slot] != 0; slot = (slot + 1) & mask) {
            HeldLock candidate = at(table[slot] - 1);
            if (candidate.entry.is(hash, space, key)) {
                return candidate;
            }
        }
        return null;
    }

    void add(HeldLock lock) {
        if (size == held.length) {
            held = Arrays.copyOf(held, Math.max(LINEAR, size * 2));
            index = null;
        }
        held[size++] = lock;
        if (size > LINEAR) {
            if (index == null) {
                int[] table = new int[held.length * 2];
                for (int i = 0; i < size; i++) {
                    enter(table, i);
                }
                index = table;
            } else {
                enter(index, size - 1);
            }
        }
    }

    void clear() {
        if (held.length > 1024) {
            held = NONE;
        } else {
            Arrays.fill(held, 0, size, null);
        }
        size = 0;
        index = null;
    }

    private void enter(int[] table, int position) {
        int mask = table.length - 1;
        int slot = (int) at(position).entry.hash & mask;
        while (table[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        table[slot] = position + 1;
    }
}
