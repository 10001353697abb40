package io.trefoil.jdbc.hosts;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/** Whether a server takes writes. */
enum ServerRole {
    PRIMARY,
    SECONDARY;

    /** What the server at the other end is; told at log-in since PostgreSQL 14, asked for before. */
    static ServerRole of(Connection connection) throws SQLException {
        String standby = connection.unwrap(PGConnection.class).getParameterStatus("in_hot_standby");
        if ("on".equals(standby)) {
            return SECONDARY;
        }
        try (Statement statement = connection.createStatement();
                ResultSet readOnly = statement.executeQuery("show transaction_read_only")) {
            return readOnly.next() && "off".equals(readOnly.getString(1)) ? PRIMARY : SECONDARY;
        }
    }
}
