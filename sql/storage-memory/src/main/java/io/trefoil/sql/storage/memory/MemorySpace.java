package io.trefoil.sql.storage.memory;

import java.util.Arrays;
import java.util.concurrent.ConcurrentSkipListMap;

/** One space: its keys in order, and how many there are, because counting a skip list means walking it. */
final class MemorySpace {
    final ConcurrentSkipListMap<byte[], Chain> entries = new ConcurrentSkipListMap<>(Arrays::compareUnsigned);
    /** Keys in the map, deleted ones included until they are collected. Changed by the writing thread only. */
    private volatile long size;

    long size() {
        return size;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")
    void add(byte[] key, Chain chain) {
        entries.put(key, chain);
        size++;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")
    void remove(byte[] key, Chain chain) {
        if (entries.remove(key, chain)) {
            size--;
        }
    }
}
