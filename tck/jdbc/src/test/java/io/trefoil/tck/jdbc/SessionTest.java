package io.trefoil.tck.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLWarning;
import java.sql.Statement;

/** What a connection says of itself is what is in force at the server. */
class SessionTest {
    private static String show(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("show " + setting)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @OnEveryDoor
    void isolationIsWhatIsInForce(Door door) throws SQLException {
        Connection connection = door.open();
        for (int level : new int[] {
            Connection.TRANSACTION_READ_COMMITTED,
            Connection.TRANSACTION_REPEATABLE_READ,
            Connection.TRANSACTION_SERIALIZABLE
        }) {
            connection.setTransactionIsolation(level);
            assertThat(connection.getTransactionIsolation()).isEqualTo(level);
        }
        assertThatThrownBy(() -> connection.setTransactionIsolation(Connection.TRANSACTION_NONE))
                .isInstanceOf(SQLException.class);
        connection.setAutoCommit(false);
        assertThat(show(connection, "transaction_isolation")).isEqualTo("serializable");
        assertThatThrownBy(() -> connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED))
                .hasFieldOrPropertyWithValue("SQLState", "25001");
        connection.rollback();
    }

    @OnTrefoilDoors
    void readUncommittedIsReadCommittedAndSaysSo(Door door) throws SQLException {
        Connection connection = door.open();
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_UNCOMMITTED);
        assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
    }

    @OnTrefoilDoors
    void readOnlyRefusesWritesWithAndWithoutAutocommit(Door door) throws SQLException {
        Connection connection = door.open();
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table t (n int)");
            connection.setReadOnly(true);
            assertThat(connection.isReadOnly()).isTrue();
            assertThatThrownBy(() -> statement.execute("insert into t values (1)"))
                    .hasFieldOrPropertyWithValue("SQLState", "25006");
            connection.setAutoCommit(false);
            assertThat(show(connection, "transaction_read_only")).isEqualTo("on");
            assertThatThrownBy(() -> statement.execute("insert into t values (1)"))
                    .hasFieldOrPropertyWithValue("SQLState", "25006");
            connection.rollback();
            connection.setReadOnly(false);
            assertThat(statement.executeUpdate("insert into t values (1)")).isOne();
            connection.commit();
            connection.setAutoCommit(true);
            assertThat(statement.executeUpdate("insert into t values (2)")).isOne();
        }
    }

    @OnEveryDoor
    void schemaAndClientInfoReachTheServer(Door door) throws SQLException {
        Connection connection = door.open();
        try (Statement statement = connection.createStatement()) {
            statement.execute("create schema other");
        }
        assertThat(connection.getSchema()).isEqualTo("public");
        connection.setSchema("other");
        assertThat(connection.getSchema()).isEqualTo("other");
        assertThat(show(connection, "search_path")).contains("other");
        connection.setClientInfo("ApplicationName", "till 7");
        assertThat(show(connection, "application_name")).isEqualTo("till 7");
        assertThat(connection.getClientInfo("ApplicationName")).isEqualTo("till 7");
    }

    @OnEveryDoor
    void noticesAreWarnings(Door door) throws SQLException {
        try (Statement statement = door.open().createStatement()) {
            statement.execute("drop table if exists nothing");
            SQLWarning warning = statement.getWarnings();
            assertThat((Throwable) warning).isNotNull().hasMessageContaining("nothing");
            statement.clearWarnings();
            assertThat((Throwable) statement.getWarnings()).isNull();
        }
    }

    @OnEveryDoor
    void isValidIsRightAlsoInAFailedTransaction(Door door) throws SQLException {
        Connection connection = door.open();
        assertThat(connection.isValid(0)).isTrue();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("select nonsense")).isInstanceOf(SQLException.class);
        }
        assertThat(connection.isValid(5)).isTrue();
        connection.rollback();
        assertThatThrownBy(() -> connection.isValid(-1)).isInstanceOf(SQLException.class);
    }

    @OnTrefoilDoors
    void savepointsGoBackToWhereTheyWere(Door door) throws SQLException {
        Connection connection = door.open();
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table t (n int)");
            assertThatThrownBy(connection::setSavepoint).isInstanceOf(SQLException.class);
            connection.setAutoCommit(false);
            statement.execute("insert into t values (1)");
            var named = connection.setSavepoint("Stage 2");
            statement.execute("insert into t values (2)");
            var unnamed = connection.setSavepoint();
            assertThatThrownBy(() -> statement.execute("select nonsense")).isInstanceOf(SQLException.class);
            connection.rollback(unnamed);
            connection.releaseSavepoint(unnamed);
            connection.rollback(named);
            connection.commit();
            try (ResultSet rows = statement.executeQuery("select count(*) from t")) {
                rows.next();
                assertThat(rows.getInt(1)).isOne();
            }
        }
    }

    @OnTrefoilDoors
    void restOfTheSurface(Door door) throws SQLException {
        Connection connection = door.open();
        assertThat(connection.nativeSQL("select {fn now()}")).isEqualTo("select now()");
        connection.beginRequest();
        connection.endRequest();
        assertThat(connection.getHoldability()).isEqualTo(ResultSet.CLOSE_CURSORS_AT_COMMIT);
        connection.setHoldability(ResultSet.HOLD_CURSORS_OVER_COMMIT);
        assertThat(connection.getHoldability()).isEqualTo(ResultSet.HOLD_CURSORS_OVER_COMMIT);
        assertThatThrownBy(() -> connection.setShardingKey(null)).isInstanceOf(SQLFeatureNotSupportedException.class);
        try (var call = connection.prepareCall("{? = call upper(?)}")) {
            call.registerOutParameter(1, java.sql.JDBCType.VARCHAR);
            call.setString(2, "abc");
            call.execute();
            assertThat(call.getString(1)).isEqualTo("ABC");
            assertThat(call.getObject(1, String.class)).isEqualTo("ABC");
        }
    }
}
