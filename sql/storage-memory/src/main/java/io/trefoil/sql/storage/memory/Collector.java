package io.trefoil.sql.storage.memory;

import java.util.ArrayDeque;

/**
 * Frees what updates and deletes leave behind: the older versions of a key, and keys that are deleted for every snapshot.
 * Each written key waits once in a queue; with each batch a few are looked at. Used by the writing thread only.
 */
final class Collector {
    private final ArrayDeque<Entry> queue = new ArrayDeque<>();

    private record Entry(MemorySpace space, byte[] key, Chain chain) {}

    void add(MemorySpace space, byte[] key, Chain chain) {
        if (!chain.queued) {
            chain.queued = true;
            queue.addLast(new Entry(space, key, chain));
        }
    }

    /** Looks at up to {@code limit} keys; everything reads at {@code oldest} or later. */
    void collect(long oldest, int limit) {
        for (int i = 0; i < limit; i++) {
            Entry entry = queue.pollFirst();
            if (entry == null) {
                return;
            }
            Version head = entry.chain.head;
            if (head.version > oldest) {
                queue.addLast(entry);
                continue;
            }
            entry.chain.queued = false;
            head.older = null;
            if (head.value == null) {
                entry.space.remove(entry.key, entry.chain);
            }
        }
    }
}
