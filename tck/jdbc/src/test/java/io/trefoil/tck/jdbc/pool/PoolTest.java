package io.trefoil.tck.jdbc.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.tck.jdbc.CloseDoors;
import io.trefoil.tck.jdbc.Door;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each pool over each door. */
@ExtendWith(CloseDoors.class)
class PoolTest {
    private static final Logger HIKARI_LOG = Logger.getLogger("com.zaxxer.hikari");

    /** HikariCP takes a connection that was used a moment ago for alive; a test does not want to wait for it to age. */
    @BeforeAll
    static void validateEachTime() {
        System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "-1");
        HIKARI_LOG.setLevel(Level.OFF);
    }

    static Stream<Arguments> poolsOverDoors() {
        return Arrays.stream(Door.values())
                .flatMap(door -> Arrays.stream(Pool.values()).map(pool -> Arguments.of(door, pool)));
    }

    @ParameterizedTest
    @MethodSource("poolsOverDoors")
    void manyThreadsShareFewConnectionsAndNoneIsLeftBehind(Door door, Pool pool) throws Exception {
        try (Connection watcher = door.open()) {
            execute(watcher, "create table t (id int primary key, v int)");
            Set<Integer> sessions = ConcurrentHashMap.newKeySet();
            try (Pool.Running running = pool.start(door.url(), 4);
                    ExecutorService threads = Executors.newFixedThreadPool(8)) {
                List<Callable<Integer>> work = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    int id = i;
                    work.add(() -> {
                        try (Connection connection = running.source().getConnection()) {
                            sessions.add(session(connection));
                            return insert(connection, id);
                        }
                    });
                }
                for (Future<Integer> done : threads.invokeAll(work)) {
                    assertThat(done.get()).isEqualTo(1);
                }
            }
            assertThat(sessions).hasSizeLessThanOrEqualTo(4);
            assertThat(number(watcher, "select count(*) from t")).isEqualTo(100);
            assertOnlySession(door, watcher);
        }
    }

    private static int insert(Connection connection, int id) throws SQLException {
        try (var insert = connection.prepareStatement("insert into t values (?, ?)")) {
            insert.setInt(1, id);
            insert.setInt(2, id * 2);
            return insert.executeUpdate();
        }
    }

    @ParameterizedTest
    @MethodSource("poolsOverDoors")
    void theNextBorrowerFindsTheConnectionAsNew(Door door, Pool pool) throws Exception {
        try (Connection watcher = door.open()) {
            execute(watcher, "create table t (id int)");
            execute(watcher, "create schema other");
        }
        try (Pool.Running running = pool.start(door.url(), 1)) {
            int timeout;
            try (Connection connection = running.source().getConnection()) {
                timeout = connection.getNetworkTimeout();
                connection.setAutoCommit(false);
                connection.setReadOnly(true);
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                connection.setSchema("other");
                if (pool.resetsNetworkTimeout()) {
                    connection.setNetworkTimeout(Runnable::run, 7000);
                }
                assertThat(number(connection, "select count(*) from public.t")).isZero();
            }
            try (Connection connection = running.source().getConnection()) {
                assertThat(connection.getAutoCommit()).isTrue();
                assertThat(connection.isReadOnly()).isFalse();
                assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
                assertThat(connection.getNetworkTimeout()).isEqualTo(timeout);
                if (pool.resetsSchema()) {
                    assertThat(connection.getSchema()).isEqualTo("public");
                }
                execute(connection, "insert into public.t values (1)");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("poolsOverDoors")
    void anOpenTransactionEndsWhenTheConnectionReturns(Door door, Pool pool) throws Exception {
        try (Connection watcher = door.open()) {
            execute(watcher, "create table t (id int)");
            try (Pool.Running running = pool.start(door.url(), 2)) {
                try (Connection connection = running.source().getConnection()) {
                    connection.setAutoCommit(false);
                    execute(connection, "insert into t values (1)");
                }
                borrow(running.source()); // some pools put a connection into order only now
                assertThat(number(watcher, "select count(*) from t")).isEqualTo(pool.rollsBack() ? 0 : 1);
                try (Connection connection = running.source().getConnection()) {
                    connection.setAutoCommit(false);
                    execute(connection, "insert into t values (2)");
                    assertThatThrownBy(() -> execute(connection, "select 1 / 0"))
                            .isInstanceOf(SQLException.class);
                }
                try (Connection connection = running.source().getConnection()) {
                    assertThat(connection.getAutoCommit()).isTrue();
                    execute(connection, "insert into t values (3)");
                }
                assertThat(number(watcher, "select sum(id) from t")).isEqualTo(pool.rollsBack() ? 3 : 4);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("poolsOverDoors")
    void aConnectionThatDiedIdleIsReplaced(Door door, Pool pool) throws Exception {
        try (Connection watcher = door.open();
                Pool.Running running = pool.start(door.url(), 1)) {
            int first = borrow(running.source());
            terminate(door, watcher, first);
            assertThat(borrow(running.source())).isNotEqualTo(first);
        }
    }

    @ParameterizedTest
    @MethodSource("poolsOverDoors")
    void aConnectionThatDiedInUseFailsOnceAndIsReplaced(Door door, Pool pool) throws Exception {
        try (Connection watcher = door.open();
                Pool.Running running = pool.start(door.isTrefoil() ? door.url("retry=off") : door.url(), 1)) {
            int first = 0;
            try (Connection connection = running.source().getConnection()) {
                first = session(connection);
                connection.setAutoCommit(false);
                execute(connection, "create table t (id int)");
                terminate(door, watcher, first);
                assertThatThrownBy(() -> execute(connection, "insert into t values (1)"))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).containsPattern("57P01|08006|08003"));
            } catch (SQLException returned) {
                // The pool may say that it could not put a dead connection into order.
                assertThat(returned.getSQLState()).containsPattern("57P01|08006|08003");
            }
            assertThat(borrow(running.source())).isNotEqualTo(first);
            assertThat(number(watcher, "select count(*) from pg_class where relname = 't'"))
                    .isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("poolsOverDoors")
    void closingTwiceGivesTheConnectionBackOnce(Door door, Pool pool) throws Exception {
        try (Pool.Running running = pool.start(door.url(), 2)) {
            Connection one = running.source().getConnection();
            Connection two = running.source().getConnection();
            assertThat(session(one)).isNotEqualTo(session(two));
            one.close();
            one.close(); // twice is once
            try (Connection three = running.source().getConnection()) {
                assertThat(three.isValid(30)).isTrue();
                assertThat(one.isClosed()).isTrue();
            }
            two.close();
        }
    }

    private static int borrow(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return session(connection);
        }
    }

    private static int session(Connection connection) throws SQLException {
        return number(connection, "select pg_backend_pid()");
    }

    private static void terminate(Door door, Connection watcher, int session) throws Exception {
        execute(watcher, "select pg_terminate_backend(" + session + ")");
        if (door.isEmbedded()) {
            return; // such a session has no thread of its own: it ends when it is used next
        }
        for (int i = 0; number(watcher, "select count(*) from pg_stat_activity where pid = " + session) > 0; i++) {
            assertThat(i).as("tries until the session is gone").isLessThan(6000);
            Thread.sleep(10);
        }
    }

    /** Sessions end a moment after their connections. */
    private static void assertOnlySession(Door door, Connection watcher) throws Exception {
        String others = "select count(*) from pg_stat_activity where datname = current_database() and pid <>"
                + " pg_backend_pid() and backend_type = 'client backend'";
        int left = number(watcher, others);
        // Doors into this JVM keep one connection themselves.
        int kept = door.isEmbedded() ? 1 : 0;
        for (int i = 0; left > kept && i < 6000; i++) {
            Thread.sleep(10);
            left = number(watcher, others);
        }
        assertThat(left).isEqualTo(kept);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
