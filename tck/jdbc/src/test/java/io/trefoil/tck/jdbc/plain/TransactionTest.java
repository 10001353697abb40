package io.trefoil.tck.jdbc.plain;

import static io.trefoil.tck.jdbc.plain.Sql.assertFails;
import static io.trefoil.tck.jdbc.plain.Sql.execute;
import static io.trefoil.tck.jdbc.plain.Sql.rows;
import static io.trefoil.tck.jdbc.plain.Sql.single;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.tck.jdbc.Door;
import io.trefoil.tck.jdbc.OnEveryDoor;
import io.trefoil.tck.jdbc.OnTrefoilDoors;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Transactions, savepoints, and how statements are stopped. */
class TransactionTest {
    private static final String ENDLESS = "select count(*) from generate_series(1, 1000000000) g";

    @OnEveryDoor
    void autocommitIsTurnedOnAndOff(Door door) throws SQLException {
        Connection connection = door.open();
        try (Connection other = door.open()) {
            execute(connection, "create table t (a int)");
            assertThat(connection.getAutoCommit()).isTrue();
            assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
            assertThatThrownBy(connection::rollback).isInstanceOf(SQLException.class);
            assertThatThrownBy(connection::setSavepoint).isInstanceOf(SQLException.class);
            connection.setAutoCommit(false);
            connection.commit();
            connection.rollback();
            execute(connection, "insert into t values (1)");
            assertThat(single(other, "select count(*) from t")).isEqualTo("0");
            connection.setAutoCommit(false);
            assertThat(single(other, "select count(*) from t")).isEqualTo("0");
            connection.setAutoCommit(true);
            assertThat(single(other, "select count(*) from t"))
                    .as("turning autocommit on commits")
                    .isEqualTo("1");
            connection.setAutoCommit(false);
            execute(connection, "insert into t values (2)");
            connection.close();
            assertThat(single(other, "select count(*) from t"))
                    .as("closing rolls back")
                    .isEqualTo("1");
        }
    }

    @OnEveryDoor
    void savepointsNestAndAreReleased(Door door) throws SQLException {
        try (Connection connection = door.open()) {
            execute(connection, "create table t (a int primary key)");
            connection.setAutoCommit(false);
            execute(connection, "insert into t values (1)");
            Savepoint outer = connection.setSavepoint("outer \"one\"");
            assertThat(outer.getSavepointName()).isEqualTo("outer \"one\"");
            assertThatThrownBy(outer::getSavepointId).isInstanceOf(SQLException.class);
            execute(connection, "insert into t values (2)");
            Savepoint inner = connection.setSavepoint();
            assertThat(inner.getSavepointId()).isNotNegative();
            assertFails("23505", () -> execute(connection, "insert into t values (2)"));
            assertFails("25P02", () -> execute(connection, "insert into t values (3)"));
            connection.rollback(inner);
            execute(connection, "insert into t values (3)");
            connection.rollback(inner);
            connection.releaseSavepoint(inner);
            assertThatThrownBy(() -> connection.rollback(inner)).isInstanceOf(SQLException.class);
            connection.rollback(outer);
            execute(connection, "insert into t values (4)");
            connection.commit();
            assertThat(rows(connection, "select a from t order by a")).containsExactly("1", "4");
            connection.rollback();
        }
    }

    @OnEveryDoor
    void aFailedTransactionEndsWithRollback(Door door) throws SQLException {
        try (Connection connection = door.open()) {
            execute(connection, "create table t (a int)");
            connection.setAutoCommit(false);
            execute(connection, "insert into t values (1)");
            assertFails("22012", () -> execute(connection, "select 1 / 0"));
            assertFails("25P02", () -> execute(connection, "select 1"));
            assertThat(connection.getMetaData().getTableTypes().next()).isTrue();
            connection.commit(); // which the server answers with ROLLBACK
            assertThat(single(connection, "select count(*) from t")).isEqualTo("0");
            assertFails("25001", () -> connection.setReadOnly(true));
            connection.rollback();
            assertThat(connection.isValid(1)).isTrue();
        }
    }

    @OnEveryDoor
    void levelsAndReadOnly(Door door) throws SQLException {
        try (Connection connection = door.open()) {
            execute(connection, "create table t (a int)");
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
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
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            assertThat(connection.isReadOnly()).isTrue();
            assertFails("25006", () -> execute(connection, "insert into t values (1)"));
            connection.rollback();
            assertThat(single(connection, "select count(*) from t")).isEqualTo("0");
            assertFails("25001", () -> connection.setReadOnly(false));
            assertFails("25001", () -> connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE));
            connection.rollback();
            connection.setReadOnly(false);
            execute(connection, "insert into t values (1)");
            connection.commit();
        }
    }

    @OnEveryDoor
    void schemasCatalogsAndClientInfo(Door door) throws SQLException {
        try (Connection connection = door.open("ApplicationName=tests")) {
            execute(connection, "create schema other", "create table other.t (a int)");
            assertThat(connection.getSchema()).isEqualTo("public");
            connection.setSchema("other");
            assertThat(connection.getSchema()).isEqualTo("other");
            execute(connection, "insert into t values (1)");
            assertThat(connection.getCatalog()).isEqualTo(single(connection, "select current_database()"));
            assertThat(connection.getClientInfo("ApplicationName")).isEqualTo("tests");
            connection.setClientInfo("ApplicationName", "renamed");
            assertThat(single(connection, "show application_name")).isEqualTo("renamed");
            Properties info = connection.getClientInfo();
            assertThat(info).containsEntry("ApplicationName", "renamed");
            assertThat(single(connection, "select application_name from pg_stat_activity where pid = pg_backend_pid()"))
                    .isEqualTo("renamed");
        }
    }

    @OnEveryDoor
    void cancelStopsAStatementAndNotTheConnection(Door door) throws Exception {
        try (Connection connection = door.open();
                Statement statement = connection.createStatement()) {
            Thread canceller = Thread.startVirtualThread(() -> {
                try {
                    // One that comes before the statement is forgotten, and pgjdbc sends no second one.
                    TimeUnit.MILLISECONDS.sleep(1000);
                    statement.cancel();
                } catch (InterruptedException | SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertFails("57014", () -> statement.execute(ENDLESS));
            canceller.join();
            statement.cancel(); // nothing runs: nothing happens
            assertThat(single(connection, "select 'alive'")).isEqualTo("alive");
        }
    }

    /** The first requests come before the statement, and the server forgets them. */
    @OnTrefoilDoors
    void cancelMayBeAskedForUntilItWorks(Door door) throws Exception {
        try (Connection connection = door.open();
                Statement statement = connection.createStatement()) {
            AtomicBoolean ended = new AtomicBoolean();
            Thread canceller = Thread.ofPlatform().start(() -> {
                try {
                    while (!ended.get()) {
                        statement.cancel();
                        TimeUnit.MILLISECONDS.sleep(5);
                    }
                } catch (InterruptedException | SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            for (int i = 0; i < 5; i++) {
                assertFails("57014", () -> statement.execute(ENDLESS));
            }
            ended.set(true);
            canceller.join();
            assertThat(single(connection, "select 'alive'")).isEqualTo("alive");
        }
    }

    @OnEveryDoor
    void aTimeoutStopsAStatement(Door door) throws SQLException {
        try (Connection connection = door.open();
                Statement statement = connection.createStatement()) {
            assertThat(statement.getQueryTimeout()).isZero();
            statement.setQueryTimeout(1);
            assertFails("57014", () -> statement.execute(ENDLESS));
            statement.setQueryTimeout(0);
            assertThatThrownBy(() -> statement.setQueryTimeout(-1)).isInstanceOf(SQLException.class);
            assertThat(statement.executeQuery("select 1").next()).isTrue();
            execute(connection, "set statement_timeout = '100ms'");
            assertFails("57014", () -> execute(connection, ENDLESS));
        }
    }

    @OnEveryDoor
    void abortEndsAConnection(Door door) throws SQLException {
        try (Connection connection = door.open();
                Connection other = door.open()) {
            execute(connection, "create table t (a int)");
            connection.setAutoCommit(false);
            execute(connection, "insert into t values (1)");
            connection.abort(Runnable::run);
            assertThat(connection.isClosed()).isTrue();
            assertThat(connection.isValid(1)).isFalse();
            assertThatThrownBy(() -> execute(connection, "select 1")).isInstanceOf(SQLException.class);
            assertThat(single(other, "select count(*) from t")).isEqualTo("0");
            connection.abort(Runnable::run);
        }
    }
}
