package io.trefoil.tck.storage;

import io.trefoil.sql.storage.StoreLocation;
import java.nio.file.Path;

/** What an engine's test says about its stores. */
public interface StoreFixture {

    /** The location of a store that may use the given directory. */
    StoreLocation location(Path directory);

    /** Whether a store can be closed and opened again with its content. */
    boolean durable();
}
