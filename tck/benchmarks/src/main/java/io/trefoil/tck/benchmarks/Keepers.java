package io.trefoil.tck.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Connections that keep databases open which live only as long as one is. */
final class Keepers implements AutoCloseable {
    private final List<Connection> connections = new ArrayList<>();

    Connection keep(Connection connection) {
        connections.add(connection);
        return connection;
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
