package io.trefoil.sql.engine;

import io.trefoil.sql.api.SqlService;
import io.trefoil.sql.engine.check.CheckReport;
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

    /**
     * Checks that all in a store fits together, see {@code engine.check}: lines go to the report while the check runs. Reads
     * one snapshot, so that a store in use can be checked as well; does not close the store.
     */
    public static void check(TransactionalStore store, EngineSettings settings, CheckReport report) {
        EngineService.check(store, settings, report);
    }
}
