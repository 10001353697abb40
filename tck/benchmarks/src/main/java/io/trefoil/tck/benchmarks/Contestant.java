package io.trefoil.tck.benchmarks;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * One database behind one driver, as a comparison sees it.
 *
 * @param group contestants of the same group promise the same about what they commit, and are compared
 * @param onConnect statements that each connection begins with
 * @param promise what is safe when a commit returns, and how transactions are kept apart
 * @param serverPid the server's process; 0 when there is none
 */
record Contestant(String name, String group, String url, List<String> onConnect, String promise, long serverPid) {
    /** One inside this process. */
    Contestant(String name, String group, String url, List<String> onConnect, String promise) {
        this(name, group, url, onConnect, promise, 0);
    }

    Connection open() throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        try (Statement statement = connection.createStatement()) {
            for (String sql : onConnect) {
                statement.execute(sql);
            }
        }
        return connection;
    }

    /**
     * Whether its transactions that write had better come one after another: SQLite lets one of several waiters in at
     * random and others starve, so that programs queue before its door.
     */
    boolean hasOneWriter() {
        return url.startsWith("jdbc:sqlite");
    }

    /** Whether it is ours. */
    boolean isTrefoil() {
        return name.startsWith("Trefoil");
    }
}
