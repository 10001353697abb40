package io.trefoil.sql.storage.memory;

import io.trefoil.sql.storage.StoreLocation;
import io.trefoil.sql.storage.StoreOptions;
import io.trefoil.sql.storage.StoreProvider;
import io.trefoil.sql.storage.TransactionalStore;
import io.trefoil.sql.storage.core.CoreStore;

/** Serves {@code mem}: a store that begins empty and ends with its close. */
public final class MemoryStoreProvider implements StoreProvider {

    @Override
    public String scheme() {
        return "mem";
    }

    @Override
    public TransactionalStore open(StoreLocation location, StoreOptions options) {
        return new CoreStore(new MemoryEngine(), options);
    }
}
