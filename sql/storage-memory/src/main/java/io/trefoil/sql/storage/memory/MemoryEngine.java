package io.trefoil.sql.storage.memory;

import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.RangeEstimate;
import io.trefoil.sql.storage.engine.EngineSnapshot;
import io.trefoil.sql.storage.engine.EngineWrites;
import io.trefoil.sql.storage.engine.StorageEngine;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An ordered store on the Java heap: per space a concurrent skip list from key to a chain of versions. A batch writes its
 * versions first and makes them visible by raising one number; readers with a smaller number walk past them.
 *
 * <p>Versions that no snapshot can see are cut off when their key is written again, and by a collector that runs with
 * each batch over the keys written before.
 */
final class MemoryEngine implements StorageEngine {
    private static final int ESTIMATE_WALK_MAX = 2000;

    private final ConcurrentHashMap<Integer, MemorySpace> spaces = new ConcurrentHashMap<>();
    private final LiveSnapshots live = new LiveSnapshots();
    private final Collector collector = new Collector();
    private volatile long version = 1;

    @Override
    public String description() {
        return "memory";
    }

    @Override
    public boolean durable() {
        return false;
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public EngineSnapshot snapshot() {
        return live.open(this);
    }

    @Override
    public EngineWrites newWrites() {
        return new MemoryWrites();
    }

    @Override
    public long apply(EngineWrites[] group, int count) {
        long next = version;
        long[] kept = live.versions(next);
        int operations = 0;
        for (int i = 0; i < count; i++) {
            MemoryWrites writes = (MemoryWrites) group[i];
            for (int j = 0; j < writes.operations(); j++) {
                next++;
                operations++;
                Object target = writes.target(j);
                if (target instanceof byte[] key) {
                    write(writes.space(j), key, writes.value(j), next, kept);
                } else if (target instanceof KeyRange range) {
                    remove(range);
                }
            }
        }
        version = next;
        collector.collect(kept[0], 2 * operations);
        return next;
    }

    @Override
    public void sync() {}

    @Override
    public RangeEstimate estimate(KeyRange range) {
        long entries = 0;
        long bytes = 0;
        try (EngineSnapshot snapshot = snapshot();
                var cursor = snapshot.cursor(range, false, ESTIMATE_WALK_MAX)) {
            while (entries < ESTIMATE_WALK_MAX && cursor.next()) {
                entries++;
                bytes += cursor.keyLength() + cursor.valueLength();
            }
        }
        MemorySpace space = find(range.space());
        if (entries < ESTIMATE_WALK_MAX || space == null) {
            return new RangeEstimate(bytes, entries);
        }
        // Where in the space the range lies is not known without walking: take all of it.
        long size = space.size();
        return new RangeEstimate(bytes / entries * size, size);
    }

    @Override
    public void compact(KeyRange range) {}

    @Override
    public void flush() {}

    @Override
    public void close() {
        spaces.clear();
    }

    @Nullable
    MemorySpace find(int space) {
        return spaces.get(space);
    }

    private void write(int space, byte[] key, byte @Nullable [] value, long at, long[] kept) {
        MemorySpace entries = spaces.get(space);
        if (entries == null) {
            entries = new MemorySpace();
            spaces.put(space, entries);
        }
        Chain chain = entries.entries.get(key);
        if (chain == null) {
            if (value != null) {
                entries.add(key, new Chain(new Version(at, value, null)));
            }
            return;
        }
        Version before = chain.head;
        chain.head = new Version(at, value, before);
        cutBehind(before, kept);
        collector.add(entries, key, chain);
    }

    /** Removes the versions behind {@code newer} that no kept version sees. */
    private static void cutBehind(Version newer, long[] kept) {
        if (kept[0] >= newer.version) {
            newer.older = null;
            return;
        }
        for (Version old = newer.older; old != null && !isSeen(old.version, newer.version, kept); old = old.older) {
            newer.older = old.older;
        }
    }

    /** Whether a kept version lies in [from, to). */
    private static boolean isSeen(long from, long to, long[] kept) {
        int at = Arrays.binarySearch(kept, from);
        if (at >= 0) {
            return true;
        }
        int next = -at - 1;
        return next < kept.length && kept[next] < to;
    }

    private void remove(KeyRange range) {
        MemorySpace space = spaces.get(range.space());
        byte[] high = range.high();
        if (space == null) {
            return;
        }
        if (high == null && range.low().length == 0) {
            spaces.remove(range.space());
            return;
        }
        NavigableMap<byte[], Chain> part = high == null
                ? space.entries.tailMap(range.low(), true)
                : space.entries.subMap(range.low(), true, high, false);
        part.forEach(space::remove);
    }
}
