package io.trefoil.sql.storage.memory;

import java.util.ArrayDeque;
import java.util.Arrays;

/** The versions of the open snapshots: what the collector must keep. */
final class LiveSnapshots {
    /** In order of version, because snapshots are only taken of the newest state. */
    private final ArrayDeque<MemorySnapshot> open = new ArrayDeque<>();

    private boolean changed = true;
    private long[] versions = {};

    synchronized MemorySnapshot open(MemoryEngine engine) {
        MemorySnapshot snapshot = new MemorySnapshot(engine, this, engine.version());
        open.addLast(snapshot);
        changed = true;
        return snapshot;
    }

    synchronized void closed() {
        changed = true;
        for (MemorySnapshot first = open.peekFirst(); first != null && first.isClosed(); first = open.peekFirst()) {
            open.removeFirst();
        }
    }

    /**
     * The versions that somebody may read, ascending; the last is the newest state, which a snapshot may be taken of at any
     * moment.
     */
    synchronized long[] versions(long newest) {
        if (changed || versions.length == 0 || versions[versions.length - 1] != newest) {
            open.removeIf(MemorySnapshot::isClosed);
            long[] result = new long[open.size() + 1];
            int size = 0;
            for (MemorySnapshot snapshot : open) {
                result[size++] = snapshot.version();
            }
            result[size++] = newest;
            versions = Arrays.copyOf(result, size);
            changed = false;
        }
        return versions;
    }
}
