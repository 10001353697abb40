package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.RangeEstimate;
import io.trefoil.sql.storage.engine.EngineSnapshot;
import io.trefoil.sql.storage.engine.EngineWrites;
import io.trefoil.sql.storage.engine.StorageEngine;

/** Any engine as one whose batches are safe when they were forced, and only then; it knows up to which version they are. */
final class SyncedEngine implements StorageEngine {
    private final StorageEngine engine;
    private volatile long syncedVersion;

    SyncedEngine(StorageEngine engine) {
        this.engine = engine;
        syncedVersion = engine.version();
    }

    /** What a crash now would leave. */
    long syncedVersion() {
        return syncedVersion;
    }

    @Override
    public boolean durable() {
        return true;
    }

    @Override
    public void sync() {
        long reached = engine.version();
        if (engine.durable()) {
            engine.sync();
        }
        syncedVersion = Math.max(syncedVersion, reached);
    }

    @Override
    public String description() {
        return engine.description();
    }

    @Override
    public long version() {
        return engine.version();
    }

    @Override
    public EngineSnapshot snapshot() {
        return engine.snapshot();
    }

    @Override
    public EngineWrites newWrites() {
        return engine.newWrites();
    }

    @Override
    public long apply(EngineWrites[] group, int count) {
        return engine.apply(group, count);
    }

    @Override
    public RangeEstimate estimate(KeyRange range) {
        return engine.estimate(range);
    }

    @Override
    public void compact(KeyRange range) {
        engine.compact(range);
    }

    @Override
    public void flush() {
        engine.flush();
    }

    @Override
    public void close() {}
}
