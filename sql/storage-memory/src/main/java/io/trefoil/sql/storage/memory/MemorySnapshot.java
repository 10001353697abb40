package io.trefoil.sql.storage.memory;

import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.engine.EngineSnapshot;
import org.jspecify.annotations.Nullable;

/** A version number, and the promise that what it sees is kept. */
final class MemorySnapshot implements EngineSnapshot {
    private final MemoryEngine engine;
    private final LiveSnapshots registry;
    private final long version;
    private volatile boolean closed;

    MemorySnapshot(MemoryEngine engine, LiveSnapshots registry, long version) {
        this.engine = engine;
        this.registry = registry;
        this.version = version;
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public byte @Nullable [] get(int space, byte[] key) {
        MemorySpace entries = engine.find(space);
        Chain chain = entries == null ? null : entries.entries.get(key);
        return chain == null ? null : chain.valueAt(version);
    }

    @Override
    public KeyCursor cursor(KeyRange range, boolean reverse, int limitHint) {
        return new MemoryCursor(engine.find(range.space()), range, reverse, version);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            registry.closed();
        }
    }

    boolean isClosed() {
        return closed;
    }
}
