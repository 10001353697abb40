package io.trefoil.jdbc.embedded;

import java.net.Socket;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Databases inside the process, provided by the artifact {@code trefoil-embedded}. One instance serves all connections of
 * a class loader.
 *
 * <p>A socket opens its database when the client's StartupMessage comes; what goes wrong then is answered as an error
 * message: 55006 when another process owns the directory, 58030 and others when it cannot be opened. A socket whose first
 * message is a CancelRequest opens none.
 */
public interface EmbeddedEngine {
    /**
     * A socket to a database in memory, which is made when it is not there.
     *
     * @param name empty for a database of this connection alone
     * @param keepAlive whether the database outlives its last connection, until the process ends
     */
    Socket connectToMemory(String name, boolean keepAlive) throws SQLException;

    /**
     * A socket to the store in a directory, which is opened when no connection has it open, and closed with its last.
     *
     * @param keepAlive whether the store stays open after its last connection, until the process ends
     */
    Socket connectToDirectory(Path directory, boolean keepAlive) throws SQLException;
}
