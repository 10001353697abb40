package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.StorageTransaction;

/** Which state a transaction reads, for checkers that compare what it saw with what was there. */
public final class SeenVersion {
    private SeenVersion() {}

    /** The version that the newest statement sees; -1 if the store is not built on the core. */
    public static long of(StorageTransaction transaction) {
        if (!(transaction instanceof CoreTransaction core)) {
            return -1;
        }
        CoreStatement statement = core.newestStatement();
        return statement == null ? -1 : statement.view().version();
    }
}
