package io.trefoil.tck.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;

/** What ends a statement before its time: at the server, not only here. */
class LimitsTest {
    private static final String ENDLESS = "select count(*) from generate_series(1, 1000000000000) g";

    private static void expectIdle(Door door, int pid) throws Exception {
        try (Connection observer = door.open();
                PreparedStatement query =
                        observer.prepareStatement("select state from pg_stat_activity where pid = ?")) {
            query.setInt(1, pid);
            String state = "";
            for (int i = 0; i < 6000 && !state.equals("idle"); i++) {
                try (ResultSet rows = query.executeQuery()) {
                    rows.next();
                    state = rows.getString(1);
                }
                Thread.sleep(10);
            }
            assertThat(state).isEqualTo("idle");
        }
    }

    @OnTrefoilDoors
    void queryTimeoutStopsTheServersWork(Door door) throws Exception {
        Connection connection = door.open();
        int pid = connection.unwrap(PGConnection.class).getBackendPID();
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            long start = System.nanoTime();
            SQLException error = catchThrowableOfType(SQLTimeoutException.class, () -> statement.executeQuery(ENDLESS));
            assertThat(error.getSQLState()).isEqualTo("57014");
            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(60));
            expectIdle(door, pid);
            statement.setQueryTimeout(0);
            statement.executeQuery("select 1");
        }
    }

    @OnTrefoilDoors
    void cancelStopsTheServersWork(Door door) throws Exception {
        Connection connection = door.open();
        int pid = connection.unwrap(PGConnection.class).getBackendPID();
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (Statement statement = connection.createStatement()) {
            Future<?> running = executor.submit(() -> statement.executeQuery(ENDLESS));
            while (!running.isDone()) {
                Thread.sleep(100);
                statement.cancel();
            }
            assertThatThrownBy(running::get)
                    .cause()
                    .isInstanceOf(SQLTransientException.class)
                    .isNotInstanceOf(SQLTimeoutException.class)
                    .hasFieldOrPropertyWithValue("SQLState", "57014");
            expectIdle(door, pid);
            statement.executeQuery("select 1");
        } finally {
            executor.shutdownNow();
        }
    }

    @OnTrefoilDoors
    void theServersOwnTimeoutIsATimeoutToo(Door door) throws SQLException {
        try (Statement statement = door.open().createStatement()) {
            statement.execute("set statement_timeout = '100ms'");
            SQLException error = catchThrowableOfType(SQLTimeoutException.class, () -> statement.executeQuery(ENDLESS));
            assertThat(error.getSQLState()).isEqualTo("57014");
        }
    }

    @OnTrefoilDoors
    void maxRowsEndsTheQueryAtTheServer(Door door) throws Exception {
        Connection connection = door.open();
        int pid = connection.unwrap(PGConnection.class).getBackendPID();
        for (int fetchSize : new int[] {0, 7}) {
            try (Statement statement = connection.createStatement()) {
                statement.setLargeMaxRows(100);
                statement.setFetchSize(fetchSize);
                assertThat(statement.getLargeMaxRows()).isEqualTo(100);
                int count = 0;
                try (ResultSet rows = statement.executeQuery("select g from generate_series(1, 1000000000000) g")) {
                    while (rows.next()) {
                        count++;
                    }
                }
                assertThat(count).isEqualTo(100);
                expectIdle(door, pid);
                assertThatThrownBy(() -> statement.setLargeMaxRows(1L << 40))
                        .hasFieldOrPropertyWithValue("SQLState", "22023");
            }
        }
    }

    @OnTrefoilDoors
    void abortEndsTheSession(Door door) throws Exception {
        Connection connection = door.open();
        connection.abort(Runnable::run);
        assertThat(connection.isClosed()).isTrue();
        assertThat(connection.isValid(1)).isFalse();
        connection.abort(Runnable::run);
    }

    @OnTrefoilDoors
    void networkTimeoutIsKept(Door door) throws Exception {
        Connection connection = door.open();
        assertThat(connection.getNetworkTimeout()).isZero();
        connection.setNetworkTimeout(Runnable::run, 30_000);
        assertThat(connection.getNetworkTimeout()).isEqualTo(30_000);
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("select 1");
        }
    }
}
