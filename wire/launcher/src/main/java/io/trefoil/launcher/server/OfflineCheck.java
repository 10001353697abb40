package io.trefoil.launcher.server;

import io.trefoil.sql.engine.TrefoilEngine;
import io.trefoil.sql.engine.check.CheckReport;
import io.trefoil.sql.engine.session.EngineSettings;
import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.storage.StoreLocation;
import io.trefoil.sql.storage.StoreOptions;
import io.trefoil.sql.storage.TransactionalStore;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Opens a store for nothing but a check of what is in it. */
public final class OfflineCheck {
    private OfflineCheck() {}

    /**
     * Checks the store in a directory; answers the number of problems.
     *
     * @throws StartFailure when there is no store, or a server has it open
     */
    public static long run(Path directory, Consumer<String> lines) {
        CheckReport report = new CheckReport(lines);
        try (TransactionalStore store = TransactionalStore.open(
                StoreLocation.directory(directory), StoreOptions.DEFAULT.withCreateIfMissing(false))) {
            TrefoilEngine.check(store, new EngineSettings(directory.resolve("temporary"), 1), report);
        } catch (StorageException.OpenFailed e) {
            throw new StartFailure(String.valueOf(e.getMessage()), e);
        }
        return report.problems();
    }
}
