package io.trefoil.tck.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/** A transaction that the server ended because its application idled stays ended: the driver does not bring it back. */
class IdleTransactionTest {
    @OnEveryDoor
    void commitAfterTheTimeoutFails(Door door) throws Exception {
        try (Connection connection = door.open();
                Statement statement = connection.createStatement()) {
            statement.execute("create table t (a int primary key)");
            statement.execute("set idle_in_transaction_session_timeout = 200");
            connection.setAutoCommit(false);
            statement.execute("insert into t values (1)");
            awaitEnd(door, connection.unwrap(PGConnection.class).getBackendPID());
            SQLException error = catchThrowableOfType(SQLException.class, connection::commit);
            assertThat(error.getSQLState()).isIn("25P03", "08006");
            assertThat(connection.isValid(1)).isFalse();
        }
        try (Connection connection = door.open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select 1 from t")) {
            assertThat(rows.next()).isFalse();
        }
    }

    private static void awaitEnd(Door door, int pid) throws Exception {
        try (Connection observer = door.open();
                PreparedStatement query = observer.prepareStatement("select from pg_stat_activity where pid = ?")) {
            query.setInt(1, pid);
            boolean ended = false;
            for (int i = 0; i < 6000 && !ended; i++) {
                Thread.sleep(10);
                try (ResultSet rows = query.executeQuery()) {
                    ended = !rows.next();
                }
            }
            assertThat(ended).isTrue();
        }
    }
}
