package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.StoreOptions;
import io.trefoil.sql.storage.TransactionalStore;
import java.util.List;

/** The transaction core over another store's engine, with threads that take turns as a seed says. */
public final class InterleavedStore implements AutoCloseable {
    private final TurnTaking turns = new TurnTaking();
    private final SyncedEngine engine;
    private final CoreStore store;

    /** @param host whose engine is used; nothing else may use it meanwhile */
    public InterleavedStore(TransactionalStore host, StoreOptions options) {
        if (!(host instanceof CoreStore core)) {
            throw new IllegalArgumentException("the store is not built on the core");
        }
        engine = new SyncedEngine(core.engine());
        store = new CoreStore(engine, options, turns);
    }

    public TransactionalStore store() {
        return store;
    }

    /** Runs tasks to their end, one at a time; throws what one of them throws. */
    public void run(long seed, List<Runnable> tasks) {
        turns.run(seed, tasks);
    }

    /** What the store's own thread does now and then: makes those move who keep too much of the commit log. For a task. */
    public void limitLog() {
        turns.reach(Interleaving.Place.PUBLISH);
        store.limitLog();
    }

    /** The version up to which a crash would leave everything. */
    public long syncedVersion() {
        return engine.syncedVersion();
    }

    /** How often somebody could have been made to wait. */
    public long steps() {
        return turns.steps();
    }

    @Override
    public void close() {
        store.snapshots().close();
    }
}
