package io.trefoil.sql.engine;

import io.trefoil.sql.api.SqlService;
import io.trefoil.sql.engine.check.CheckReport;
import io.trefoil.sql.engine.session.EngineService;
import io.trefoil.sql.engine.session.EngineSettings;
import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.storage.StoreLocation;
import io.trefoil.sql.storage.StoreOptions;
import io.trefoil.sql.storage.TransactionalStore;
import java.nio.file.Path;

/** The door of the engine: a SQL service over a store. */
public final class TrefoilEngine {
    private TrefoilEngine() {}

    /**
     * Opens the store at a location and the service on it; closing the service closes the store.
     *
     * @param maxConnections shown as max_connections
     * @throws StorageException.OpenFailed with a message for people; nothing is left open
     */
    public static SqlService open(StoreLocation location, StoreOptions options, int maxConnections) {
        return open(TransactionalStore.open(location, options), location, maxConnections);
    }

    /** The same on a store that was opened at this location; closed when the service cannot be opened. */
    public static SqlService open(TransactionalStore store, StoreLocation location, int maxConnections) {
        try {
            return open(store, new EngineSettings(temporaryDirectory(location), maxConnections));
        } catch (RuntimeException | Error failed) {
            store.close();
            throw failed;
        }
    }

    /** Beside the data, where there is room for what does not fit into memory. */
    private static Path temporaryDirectory(StoreLocation location) {
        String path = location.path();
        if (path != null) {
            return Path.of(path).resolve("temporary");
        }
        Path ofProcess = Path.of(
                System.getProperty("java.io.tmpdir"),
                "trefoil-" + ProcessHandle.current().pid());
        // Its files have no names by then.
        ofProcess.toFile().deleteOnExit();
        return ofProcess;
    }

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
