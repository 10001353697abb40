package io.trefoil.sql.storage.rocksdb;

import io.trefoil.sql.storage.StorageException.OpenFailed;
import io.trefoil.sql.storage.StoreLocation;
import io.trefoil.sql.storage.StoreOptions;
import io.trefoil.sql.storage.StoreProvider;
import io.trefoil.sql.storage.TransactionalStore;
import io.trefoil.sql.storage.core.CoreStore;
import java.nio.file.Path;

/** Serves {@code rocksdb:DIR}, the default for a directory. */
public final class RocksStoreProvider implements StoreProvider {

    @Override
    public String scheme() {
        return "rocksdb";
    }

    @Override
    public TransactionalStore open(StoreLocation location, StoreOptions options) {
        String directory = location.path();
        if (directory == null || directory.isEmpty()) {
            throw new OpenFailed(
                    OpenFailed.Reason.NOT_A_STORE, "the location of a rocksdb store needs a directory", null);
        }
        return new CoreStore(RocksEngine.open(Path.of(directory), options), options);
    }
}
