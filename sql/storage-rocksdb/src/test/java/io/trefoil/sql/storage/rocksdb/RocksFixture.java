package io.trefoil.sql.storage.rocksdb;

import io.trefoil.sql.storage.StoreLocation;
import io.trefoil.tck.storage.StoreFixture;
import java.nio.file.Path;

/** Stores on disk. */
final class RocksFixture implements StoreFixture {

    @Override
    public StoreLocation location(Path directory) {
        return StoreLocation.directory(directory);
    }

    @Override
    public boolean durable() {
        return true;
    }
}
