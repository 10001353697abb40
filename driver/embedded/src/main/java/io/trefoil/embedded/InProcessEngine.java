package io.trefoil.embedded;

import io.trefoil.jdbc.embedded.EmbeddedEngine;
import io.trefoil.sql.api.SqlService;
import io.trefoil.sql.engine.TrefoilEngine;
import io.trefoil.sql.storage.TransactionalStore;
import io.trefoil.wire.server.local.LocalDoor;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The engine that the driver finds. All instances of a class loader share their databases. */
public final class InProcessEngine implements EmbeddedEngine {
    /** Made at the first connection, since it also ends them all when the process ends. */
    private static final class Shared {
        static final Databases DATABASES = Databases.untilProcessEnds();
    }

    /** Called by {@link java.util.ServiceLoader}, whose caller explains when a part is missing. */
    public InProcessEngine() {
        for (Class<?> part :
                List.of(LocalDoor.class, SqlService.class, TrefoilEngine.class, TransactionalStore.class)) {
            Objects.requireNonNull(part);
        }
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
