package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.storage.engine.EngineWrites;
import io.trefoil.sql.storage.engine.StorageEngine;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The seam between the core and its engine where tests let a device fail. Without a fault planted it only passes on. */
final class EngineFaults {
    private final StorageEngine engine;
    private volatile @Nullable Supplier<StorageException> applyFault;
    private volatile @Nullable Supplier<StorageException> syncFault;

    EngineFaults(StorageEngine engine) {
        this.engine = engine;
    }

    /** From now on every batch fails without being applied; null to let them pass again. */
    void failApply(@Nullable Supplier<StorageException> fault) {
        applyFault = fault;
    }

    /** From now on every sync fails; null to let them pass again. */
    void failSync(@Nullable Supplier<StorageException> fault) {
        syncFault = fault;
    }

    long apply(EngineWrites[] group, int count) {
        Supplier<StorageException> fault = applyFault;
        if (fault != null) {
            throw fault.get();
        }
        return engine.apply(group, count);
    }

    void sync() {
        Supplier<StorageException> fault = syncFault;
        if (fault != null) {
            throw fault.get();
        }
        engine.sync();
    }
}
