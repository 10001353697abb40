package io.trefoil.tck.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

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
            Thread.sleep(600);
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
}
