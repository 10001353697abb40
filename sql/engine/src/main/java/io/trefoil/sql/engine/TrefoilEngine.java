package io.trefoil.sql.engine;

import io.trefoil.sql.api.SqlService;
import io.trefoil.sql.engine.session.EngineService;
import io.trefoil.sql.engine.session.EngineSettings;
import io.trefoil.sql.storage.TransactionalStore;

/** The door of the engine: a SQL service over a store. */
public final class TrefoilEngine {
    private TrefoilEngine() {}

    /** Opens the service; closing it closes the store. */
    public static SqlService open(TransactionalStore store, EngineSettings settings) {
        return EngineService.open(store, settings);
    }
}
