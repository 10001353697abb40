package io.trefoil.embedded;

import static io.trefoil.embedded.LifeOfDatabaseTest.number;
import static io.trefoil.embedded.LifeOfDatabaseTest.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;

/** The wire without a network: everything that may happen between a client and its server. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TransportTest {
    /** Runs for hours, in many small steps. */
    private static final String ENDLESS = "SELECT count(*) FROM generate_series(1, 100000000000)";

    private static final AtomicInteger DATABASES = new AtomicInteger();

    /** Of one test: one that fails in the middle leaves nothing in the way of the others. */
    private final String url = "jdbc:trefoil:mem:transport" + DATABASES.incrementAndGet();

    private final ExecutorService others = Executors.newCachedThreadPool();
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = DriverManager.getConnection(url);
    }

    @AfterEach
    void disconnect() throws SQLException {
        others.shutdownNow();
        connection.close();
    }

    @Test
    void statementsRunOnTheCallersThread() throws SQLException {
        Set<Thread> before = threadsOfDatabases();
        for (int i = 0; i < 100; i++) {
            number(connection, "SELECT " + i);
        }
        assertThat(threadsOfDatabases()).isSubsetOf(before);
    }

    @Test
    void largeBatchesAndLargeValuesNeitherBlockNorBreak() throws SQLException {
        run(connection, "CREATE TABLE t (a int PRIMARY KEY, b bytea)");
        byte[] value = new byte[5000];
        Arrays.fill(value, (byte) 7);
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?) RETURNING a, b")) {
            for (int i = 0; i < 3000; i++) {
                insert.setInt(1, i);
                insert.setBytes(2, value);
                insert.addBatch();
            }
            assertThat(insert.executeBatch()).hasSize(3000);
        }
        byte[] large = new byte[20 << 20];
        large[large.length - 1] = 1;
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (-1, ?) RETURNING b")) {
            insert.setBytes(1, large);
            ResultSet rows = insert.executeQuery();
            rows.next();
            assertThat(rows.getBytes(1)).isEqualTo(large);
        }
        assertThat(number(connection, "SELECT sum(length(b)) FROM t")).isEqualTo(3000L * 5000 + large.length);
    }

    @Test
    void queryTimeoutEndsTheStatementAndNotTheConnection() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            assertThatThrownBy(() -> statement.executeQuery(ENDLESS)).satisfies(state("57014"));
        }
        assertThat(number(connection, "SELECT 1")).isEqualTo(1);
    }

    @Test
    void cancelReachesTheStatementOfAnotherThread() throws Exception {
        try (Statement statement = connection.createStatement()) {
            Future<?> running = others.submit(() -> statement.executeQuery(ENDLESS));
            awaitRunning();
            statement.cancel();
            assertThatThrownBy(running::get).rootCause().satisfies(state("57014"));
        }
        assertThat(number(connection, "SELECT 1")).isEqualTo(1);
    }

    @Test
    void cancelReachesPrivateDatabases() throws Exception {
        try (Connection own = DriverManager.getConnection("jdbc:trefoil:mem:");
                Statement statement = own.createStatement()) {
            Future<?> running = others.submit(() -> statement.executeQuery(ENDLESS));
            while (!running.isDone()) {
                // One that comes before the statement is forgotten.
                Thread.sleep(20);
                statement.cancel();
            }
            assertThatThrownBy(running::get).rootCause().satisfies(state("57014"));
        }
    }

    @Test
    void abortEndsTheStatementOfAnotherThread() throws Exception {
        run(connection, "CREATE TABLE t (a int PRIMARY KEY)");
        Connection other = DriverManager.getConnection(url);
        other.setAutoCommit(false);
        run(other, "INSERT INTO t VALUES (1)");
        Future<Long> running = others.submit(() -> number(other, ENDLESS));
        awaitRunning();
        other.abort(Runnable::run);
        assertThatThrownBy(running::get).rootCause().isInstanceOf(java.io.IOException.class);
        run(connection, "INSERT INTO t VALUES (1)");
        assertThat(other.isClosed()).isTrue();
    }

    @Test
    void closeLetsGoOfLocksThatOthersWaitFor() throws Exception {
        run(connection, "CREATE TABLE t (a int PRIMARY KEY)");
        Connection holder = DriverManager.getConnection(url);
        holder.setAutoCommit(false);
        run(holder, "INSERT INTO t VALUES (1)");
        Future<?> waiting = others.submit(() -> {
            run(connection, "INSERT INTO t VALUES (1)");
            return null;
        });
        while (number(holder, "SELECT count(*) FROM pg_locks WHERE NOT granted") == 0) {
            Thread.sleep(10);
        }
        assertThat(waiting.isDone()).isFalse();
        holder.close();
        waiting.get();
    }

    @Test
    void networkTimeoutEndsTheConnection() throws Exception {
        Connection other = DriverManager.getConnection(url);
        other.setNetworkTimeout(others, 120_000);
        assertThat(number(other, "SELECT 1")).isEqualTo(1);
        other.setNetworkTimeout(others, 300);
        assertThatThrownBy(() -> number(other, ENDLESS))
                .satisfies(state("08006"))
                .rootCause()
                .isInstanceOf(java.net.SocketTimeoutException.class);
        assertThat(other.isClosed()).isTrue();
        assertThat(number(connection, "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"))
                .isEqualTo(1);
    }

    @Test
    void networkTimeoutHoldsWhileABatchIsStillSent() throws Exception {
        run(connection, "CREATE TABLE t (a int PRIMARY KEY, b text)");
        run(connection, "INSERT INTO t VALUES (1, '')");
        connection.setAutoCommit(false);
        run(connection, "SELECT * FROM t FOR UPDATE");
        Connection other = DriverManager.getConnection(url + "?retry=off");
        other.setNetworkTimeout(others, 300);
        String large = "x".repeat(5000);
        try (PreparedStatement update = other.prepareStatement("UPDATE t SET b = ? WHERE a = 1")) {
            for (int i = 0; i < 500; i++) {
                update.setString(1, large);
                update.addBatch();
            }
            assertThatThrownBy(update::executeBatch).isInstanceOf(SQLException.class);
        }
        assertThat(other.isClosed()).isTrue();
        connection.commit();
        assertThat(number(connection, "SELECT count(*) FROM t WHERE b = ''")).isEqualTo(1);
        connection.setAutoCommit(true);
    }

    @Test
    void networkTimeoutsOfEarlierStatementsDoNotCount() throws Exception {
        connection.setNetworkTimeout(others, 700);
        for (int i = 0; i < 6; i++) {
            long began = System.nanoTime();
            try {
                run(connection, "SELECT pg_sleep(0.2)");
            } catch (SQLException late) {
                // On a machine that is very busy a statement may use up its own time, but never that of others.
                assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(700));
                return;
            }
        }
        connection.setNetworkTimeout(others, 0);
        run(connection, "SELECT pg_sleep(1)");
    }

    /** Who computes on a virtual thread holds its carrier, and all carriers may be held so. */
    @Test
    void timeoutsEndStatementsThatHoldAllCarriersOfVirtualThreads() throws Exception {
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
                Connection own = DriverManager.getConnection(url);
                own.setNetworkTimeout(others, 500);
                running.add(virtual.submit(() -> number(own, ENDLESS)));
            }
        }
        for (Future<?> each : running) {
            assertThatThrownBy(each::get).hasCauseInstanceOf(SQLException.class);
        }
    }

    @Test
    void idleTransactionsAreEndedWithoutAnybodyWaiting() throws Exception {
        run(connection, "CREATE TABLE t (a int PRIMARY KEY)");
        Connection idle = DriverManager.getConnection(url);
        run(idle, "SET idle_session_timeout = '2min'");
        run(idle, "SET idle_in_transaction_session_timeout = '300ms'");
        idle.setAutoCommit(false);
        run(idle, "INSERT INTO t VALUES (1)");
        // Waits for the idle one's lock.
        run(connection, "INSERT INTO t VALUES (1)");
        assertThatThrownBy(() -> run(idle, "SELECT 1")).satisfies(state("25P03"));
        assertThat(idle.isClosed()).isTrue();
    }

    @Test
    void idleConnectionsAreEndedByOthersAtOnce() throws Exception {
        run(connection, "CREATE TABLE t (a int PRIMARY KEY)");
        Connection idle = DriverManager.getConnection(url + "?retry=off");
        idle.setAutoCommit(false);
        run(idle, "INSERT INTO t VALUES (1)");
        long number = number(idle, "SELECT pg_backend_pid()");
        run(connection, "SELECT pg_terminate_backend(" + number + ")");
        // Waits for the idle one's lock, which nobody comes to give back.
        run(connection, "INSERT INTO t VALUES (1)");
        assertThatThrownBy(() -> run(idle, "SELECT 1")).satisfies(state("57P01"));
        assertThat(idle.isClosed()).isTrue();
    }

    @Test
    void databasesThatCameAndWentLeaveNoThreads() throws Exception {
        Set<Thread> before = threadsOfDatabases();
        for (int i = 0; i < 50; i++) {
            try (Connection own = DriverManager.getConnection("jdbc:trefoil:mem:")) {
                run(own, "CREATE TABLE t (a int PRIMARY KEY)");
                run(own, "SET statement_timeout = '1min'");
                assertThat(number(own, "SELECT count(*) FROM t")).isZero();
            }
        }
        while (!before.containsAll(threadsOfDatabases())) {
            Thread.sleep(20);
        }
    }

    @Test
    void nothingPendingIsToldAtOnce() throws Exception {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        long began = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            assertThat(postgres.getNotifications()).isNullOrEmpty();
        }
        postgres.getNotifications(50);
        assertThat(System.nanoTime() - began).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(45));
        assertThat(number(connection, "SELECT 1")).isEqualTo(1);
    }

    @Test
    void notificationsReachThoseWhoLookAndThoseWhoWait() throws Exception {
        PGConnection listener = connection.unwrap(PGConnection.class);
        run(connection, "LISTEN news");
        try (Connection other = DriverManager.getConnection(url)) {
            run(other, "NOTIFY news, 'first'");
            assertThat(listener.getNotifications()).hasSize(1);
            assertThat(listener.getNotifications()).isNullOrEmpty();
            Future<String> waiting = others.submit(() -> listener.getNotifications(0)[0].getParameter());
            Thread.sleep(100);
            run(other, "NOTIFY news, 'second'");
            assertThat(waiting.get()).isEqualTo("second");
            run(other, "NOTIFY news, 'third'");
            assertThat(number(connection, "SELECT 1")).isEqualTo(1);
            assertThat(listener.getNotifications()).hasSize(1);
        }
    }

    @Test
    void manyConnectionsAreOpenAtOnce() throws Exception {
        run(connection, "CREATE TABLE t (a int PRIMARY KEY)");
        Set<Thread> before = threadsOfDatabases();
        List<Connection> open = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            Connection next = DriverManager.getConnection(url);
            open.add(next);
            run(next, "INSERT INTO t VALUES (" + i + ")");
        }
        assertThat(number(open.get(500), "SELECT count(*) FROM t")).isEqualTo(1000);
        assertThat(threadsOfDatabases()).isSubsetOf(before);
        for (Connection each : open) {
            each.close();
        }
        assertThat(number(connection, "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"))
                .isEqualTo(1);
    }

    @Test
    void virtualThreadsWorkAndWaitForEachOther() throws Exception {
        run(connection, "CREATE TABLE t (a int PRIMARY KEY, n int)");
        run(connection, "INSERT INTO t VALUES (1, 0)");
        AtomicLong done = new AtomicLong();
        try (ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                virtual.submit(() -> {
                    try (Connection own = DriverManager.getConnection(url)) {
                        own.setAutoCommit(false);
                        run(own, "UPDATE t SET n = n + 1 WHERE a = 1");
                        own.commit();
                        done.incrementAndGet();
                    }
                    return null;
                });
            }
        }
        assertThat(done.get()).isEqualTo(200);
        assertThat(number(connection, "SELECT n FROM t")).isEqualTo(200);
    }

    @Test
    void interruptsAreKeptForTheApplication() throws Exception {
        CountDownLatch ready = new CountDownLatch(1);
        run(connection, "CREATE TABLE t (a int PRIMARY KEY)");
        Future<Boolean> interrupted = others.submit(() -> {
            ready.countDown();
            Thread.currentThread().interrupt();
            run(connection, "INSERT INTO t SELECT generate_series(1, 100000)");
            return Thread.currentThread().isInterrupted();
        });
        assertThat(interrupted.get()).isTrue();
        assertThat(number(connection, "SELECT count(*) FROM t")).isEqualTo(100_000);
    }

    /** Those that live now, but for the few that all databases share. */
    private static Set<Thread> threadsOfDatabases() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("trefoil-")
                        && !thread.getName().startsWith("trefoil-local-"))
                .collect(Collectors.toSet());
    }

    private void awaitRunning() throws Exception {
        try (Connection watcher = DriverManager.getConnection(url)) {
            while (number(watcher, "SELECT count(*) FROM pg_stat_activity WHERE state = 'active'") < 2) {
                Thread.sleep(10);
            }
        }
    }

    private static java.util.function.Consumer<Throwable> state(String sqlState) {
        return failure -> assertThat(failure)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        known -> assertThat(known.getSQLState()).isEqualTo(sqlState));
    }
}
