package io.trefoil.embedded;

import io.trefoil.wire.server.local.LocalDoor;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The databases that are open in this process, by their places. The first connection opens one, the last closes it.
 * Thread-safe.
 */
final class Databases {
    private static final Logger LOG = LoggerFactory.getLogger(Databases.class);

    /** Connections are cheap here; this is only to find leaks before the memory ends. */
    static final int CONNECTIONS_MAX = 10_000;

    /** How long running statements may take to notice that the process ends. */
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final Map<Place, Database> open = new ConcurrentHashMap<>();
    private final LocalDoor door = new LocalDoor(CONNECTIONS_MAX);

    /** Closes what is open when the process ends in order. */
    static Databases untilProcessEnds() {
        Databases databases = new Databases();
        Runtime.getRuntime().addShutdownHook(new Thread(databases::close, "trefoil-embedded-shutdown"));
        return databases;
    }

    /** A socket to a database; it is opened when the client says who it is. */
    Socket connect(Place place, boolean keepAlive) {
        DatabaseUse use = new DatabaseUse(this, place, keepAlive);
        return LocalSocket.of(door.connect(use, use::close));
    }

    /**
     * The open database at a place, one more time in use.
     *
     * @throws io.trefoil.sql.types.SqlStateException when it cannot be opened
     */
    Database enter(Place place, boolean keepAlive) {
        while (true) {
            Database database = open.computeIfAbsent(place, Database::new);
            if (database.enter(keepAlive, () -> open.remove(place, database))) {
                return database;
            }
        }
    }

    /** One use less; the last one closes the database, which is then as if it had never been opened. */
    void leave(Database database) {
        database.leave(() -> open.remove(database.place(), database));
    }

    /** How many databases are open. */
    int size() {
        return open.size();
    }

    /** Ends all connections and closes all databases. */
    void close() {
        if (!door.shutdown(FAREWELL)) {
            // Closing a store under a running statement would be worse than what a crash does, which is nothing.
            LOG.warn("{} connections did not end in time; their stores stay as they are", door.connectionCount());
        }
        open.values().forEach(Database::closeUnused);
    }
}
