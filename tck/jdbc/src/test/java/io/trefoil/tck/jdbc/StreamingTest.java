package io.trefoil.tck.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.postgresql.PGConnection;

/** Rows that arrive little by little though the connection is in autocommit mode. */
class StreamingTest {
    private static final String MANY = "select g, repeat('x', 1000) from generate_series(1, 100000) g";

    private static String state(Door door, Connection of) throws SQLException {
        int pid = of.unwrap(PGConnection.class).getBackendPID();
        return state(door, pid);
    }

    private static String state(Door door, int pid) throws SQLException {
        try (Connection observer = door.open();
                PreparedStatement query =
                        observer.prepareStatement("select state from pg_stat_activity where pid = ?")) {
            query.setInt(1, pid);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    private static int rest(ResultSet rows) throws SQLException {
        int count = 0;
        while (rows.next()) {
            count++;
        }
        return count;
    }

    @OnTrefoilDoors
    void rowsStreamAndTheirTransactionEndsWithTheLast(Door door) throws SQLException {
        Connection connection = door.open();
        int pid = connection.unwrap(PGConnection.class).getBackendPID();
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(100);
            ResultSet rows = statement.executeQuery(MANY);
            rows.next();
            assertThat(state(door, pid)).isEqualTo("idle in transaction");
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(rest(rows)).isEqualTo(99_999);
            assertThat(state(door, pid)).isEqualTo("idle");
        }
    }

    @OnTrefoilDoors
    void closingTheRowsOrTheirStatementEndsIt(Door door) throws SQLException {
        Connection connection = door.open();
        int pid = connection.unwrap(PGConnection.class).getBackendPID();
        PreparedStatement statement = connection.prepareStatement(MANY);
        statement.setFetchSize(100);
        ResultSet rows = statement.executeQuery();
        rows.close();
        assertThat(state(door, pid)).isEqualTo("idle");
        statement.executeQuery().next();
        assertThat(state(door, pid)).isEqualTo("idle in transaction");
        assertThat(statement.execute()).isTrue();
        assertThat(statement.getResultSet().next()).isTrue();
        statement.close();
        assertThat(state(door, pid)).isEqualTo("idle");
    }

    @OnTrefoilDoors
    void aSmallResultIsOverAtOnce(Door door) throws SQLException {
        Connection connection = door.open();
        int pid = connection.unwrap(PGConnection.class).getBackendPID();
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(100);
            ResultSet rows = statement.executeQuery("select 1");
            assertThat(state(door, pid)).isEqualTo("idle");
            assertThat(rest(rows)).isOne();
        }
    }

    @OnTrefoilDoors
    void otherStatementsBehaveAsIfNothingStreamed(Door door) throws SQLException {
        Connection connection = door.open();
        try (Statement streaming = connection.createStatement();
                Statement other = connection.createStatement()) {
            other.execute("create table t (n int primary key)");
            streaming.setFetchSize(10);
            ResultSet rows = streaming.executeQuery("select g from generate_series(1, 1000) g");
            for (int i = 1; i <= 15; i++) {
                rows.next();
            }
            other.executeUpdate("insert into t values (1)");
            try (Statement observer = door.open().createStatement();
                    ResultSet seen = observer.executeQuery("select n from t")) {
                assertThat(seen.next()).as("committed at once").isTrue();
            }
            assertThatThrownBy(() -> other.executeUpdate("insert into t values (1)"))
                    .hasFieldOrPropertyWithValue("SQLState", "23505");
            assertThat(rows.getInt(1)).isEqualTo(15);
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(16);
            assertThat(rows.getRow()).isEqualTo(16);
            assertThat(rest(rows)).isEqualTo(984);
        }
    }

    @OnTrefoilDoors
    void everyUseOfTheConnectionEndsTheTransactionFirst(Door door) throws SQLException {
        Connection connection = door.open();
        try (Statement streaming = connection.createStatement()) {
            streaming.setFetchSize(10);
            streaming.setMaxRows(500);
            ResultSet rows = streaming.executeQuery("select g from generate_series(1, 1000) g");
            rows.next();
            connection.getMetaData().getTables(null, null, "nothing", null).close();
            assertThat(state(door, connection)).isEqualTo("idle");
            assertThat(rest(rows)).isEqualTo(499);
            rows = streaming.executeQuery("select g from generate_series(1, 1000) g");
            rows.next();
            connection.setAutoCommit(false);
            assertThat(rest(rows)).isEqualTo(499);
            assertThat(connection.getAutoCommit()).isFalse();
            connection.setAutoCommit(true);
            streaming.executeQuery("select g from generate_series(1, 1000) g").next();
            assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
            connection.setReadOnly(true);
            connection.setReadOnly(false);
        }
    }

    @OnTrefoilDoors
    void anErrorInTheMiddleLeavesNothingOpen(Door door) throws SQLException {
        Connection connection = door.open();
        int pid = connection.unwrap(PGConnection.class).getBackendPID();
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(10);
            ResultSet rows = statement.executeQuery("select 1 / (500 - g) from generate_series(1, 1000) g");
            assertThatThrownBy(() -> rest(rows)).hasFieldOrPropertyWithValue("SQLState", "22012");
            assertThat(state(door, pid)).isEqualTo("idle");
            assertThat(connection.getAutoCommit()).isTrue();
            assertThatThrownBy(() -> statement.executeQuery("select nonsense"))
                    .hasFieldOrPropertyWithValue("SQLState", "42703");
            assertThat(state(door, pid)).isEqualTo("idle");
            // and one that only shows when the connection is needed for something else
            ResultSet broken = statement.executeQuery("select 1 / (500 - g) from generate_series(1, 1000) g");
            broken.next();
            try (Statement other = connection.createStatement()) {
                other.execute("select 1");
            }
            assertThatThrownBy(() -> rest(broken)).hasFieldOrPropertyWithValue("SQLState", "22012");
        }
    }

    @OnTrefoilDoors
    void cancelReachesTheServerBetweenTheFirstRowsAndTheLast(Door door) throws Exception {
        Connection connection = door.open();
        int pid = connection.unwrap(PGConnection.class).getBackendPID();
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(1);
            ResultSet rows = statement.executeQuery(
                    "select g from generate_series(1, 1000000000000) g where g % 1000000000000 = 1");
            assertThat(rows.next()).isTrue();
            Future<Boolean> next = executor.submit(rows::next);
            while (!next.isDone()) {
                Thread.sleep(50);
                statement.cancel();
            }
            assertThatThrownBy(next::get).cause().hasFieldOrPropertyWithValue("SQLState", "57014");
            assertThat(state(door, pid)).isEqualTo("idle");
        } finally {
            executor.shutdownNow();
        }
    }

    /** The hundred and first row takes for ever: it is fetched long after the execution has returned. */
    @OnTrefoilDoors
    void theTimeOfAnExecutionHoldsForEachFetchToo(Door door) throws SQLException {
        try (Connection connection = door.open();
                Statement statement = connection.createStatement()) {
            for (boolean autoCommit : new boolean[] {true, false}) {
                connection.setAutoCommit(autoCommit);
                statement.setFetchSize(10);
                statement.setQueryTimeout(1);
                ResultSet rows = statement.executeQuery(
                        "select g from (select g, case when g > 100 then pg_sleep(1000) end from generate_series(1,"
                                + " 200) g) s");
                for (int i = 0; i < 100; i++) {
                    assertThat(rows.next()).isTrue();
                }
                assertThatThrownBy(rows::next)
                        .isInstanceOf(java.sql.SQLTimeoutException.class)
                        .hasFieldOrPropertyWithValue("SQLState", "57014");
                if (!autoCommit) {
                    connection.rollback();
                }
                assertThat(statement.execute("select 1")).isTrue();
            }
        }
    }

    @OnTrefoilDoors
    void rowsNobodyHoldsAnyMoreEndTheirTransaction(Door door) throws Exception {
        Connection connection = door.open();
        int pid = connection.unwrap(PGConnection.class).getBackendPID();
        forget(connection);
        for (int i = 0; i < 1200 && !state(door, pid).equals("idle"); i++) {
            System.gc();
            Thread.sleep(50);
        }
        assertThat(state(door, pid)).isEqualTo("idle");
    }

    @SuppressWarnings("resource")
    private static void forget(Connection connection) throws SQLException {
        Statement statement = connection.createStatement();
        statement.setFetchSize(10);
        statement.executeQuery(MANY).next();
    }

    @OnTrefoilDoors
    void whatDoesNotOnlyReadDoesNotStream(Door door) throws SQLException {
        Connection connection = door.open();
        int pid = connection.unwrap(PGConnection.class).getBackendPID();
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table t (n int)");
            statement.setFetchSize(1);
            statement
                    .executeQuery("insert into t values (1), (2), (3) returning n")
                    .next();
            assertThat(state(door, pid)).isEqualTo("idle");
            statement
                    .executeQuery("with w as (insert into t values (4), (5) returning n) select * from w")
                    .next();
            assertThat(state(door, pid)).isEqualTo("idle");
        }
    }
}
