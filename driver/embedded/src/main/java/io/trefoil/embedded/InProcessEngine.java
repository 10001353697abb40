package io.trefoil.embedded;

import io.trefoil.jdbc.embedded.EmbeddedEngine;
import java.net.Socket;
import java.nio.file.Path;

/** The engine that the driver finds. All instances of a class loader share their databases. */
public final class InProcessEngine implements EmbeddedEngine {
    /** Made at the first connection, since it also ends them all when the process ends. */
    private static final class Shared {
        static final Databases DATABASES = Databases.untilProcessEnds();
    }

    @Override
    public Socket connectToMemory(String name, boolean keepAlive) {
        Place place = name.isEmpty() ? new Place.PrivateMemory() : new Place.Memory(name);
        return Shared.DATABASES.connect(place, keepAlive && !name.isEmpty());
    }

    @Override
    public Socket connectToDirectory(Path directory, boolean keepAlive) {
        return Shared.DATABASES.connect(Place.directory(directory), keepAlive);
    }
}
