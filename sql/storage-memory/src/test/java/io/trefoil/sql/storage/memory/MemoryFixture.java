package io.trefoil.sql.storage.memory;

import io.trefoil.sql.storage.StoreLocation;
import io.trefoil.tck.storage.StoreFixture;
import java.nio.file.Path;

/** Stores in memory. */
final class MemoryFixture implements StoreFixture {

    @Override
    public StoreLocation location(Path directory) {
        return StoreLocation.parse("mem");
    }

    @Override
    public boolean durable() {
        return false;
    }
}
