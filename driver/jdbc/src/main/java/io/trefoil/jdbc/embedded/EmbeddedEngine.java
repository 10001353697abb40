package io.trefoil.jdbc.embedded;

import java.net.Socket;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Databases inside the process, provided by the artifact {@code trefoil-embedded}. One instance serves all connections of
 * a class loader.
 */
public interface EmbeddedEngine {
    /**
     * A connection to a database in memory, which is made when it is not there.
     *
     * @param name empty for a database of this connection alone
     * @param keepAlive whether the database outlives its last connection
     */
    Socket connectToMemory(String name, boolean keepAlive) throws SQLException;

    /**
     * A connection to the store in a directory, which is opened when no connection has it open, and closed with its last.
     *
     * @throws SQLException 55006 when another process owns the directory, 58030 when it cannot be opened
     */
    Socket connectToDirectory(Path directory) throws SQLException;
}
