package io.trefoil.tck.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.trefoil.tck.harness.client.Endpoint;
import io.trefoil.tck.harness.server.TrefoilProcess;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A network that swallows everything: calls end when the network timeout is over, and commits with their outcome. */
class HangingServerTest {
    private static TrefoilProcess server;

    @BeforeAll
    static void start() {
        server = TrefoilProcess.start("mem");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void makeTable() throws SQLException {
        execute("drop table if exists t");
        execute("create table t (id int generated always as identity, n int)");
    }

    private static Cut hang(Cut.Place place) {
        return new Cut(place, 0, 0, Cut.Ending.NEVER, Cut.Ending.NEVER, 0, 0, null);
    }

    @Test
    void readThatHangsEndsWithTheNetworkTimeoutAndTheConnectionWithIt() throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(server.endpoint());
                Connection connection = open(proxy.endpoint(), "");
                Statement statement = connection.createStatement()) {
            connection.setNetworkTimeout(Runnable::run, 300);
            assertThat(connection.getNetworkTimeout()).isEqualTo(300);
            proxy.arm(hang(Cut.Place.BEFORE_ANSWER));
            long start = System.nanoTime();
            assertThatThrownBy(() -> statement.executeQuery("select 1"))
                    .isInstanceOf(SQLRecoverableException.class)
                    .hasFieldOrPropertyWithValue("SQLState", "08006");
            assertThat(seconds(start)).isLessThan(10);
            assertThat(connection.isClosed()).isTrue();
        }
    }

    @Test
    void socketTimeoutOfTheUrlEndsAnOpenTransaction() throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(server.endpoint());
                Connection connection = open(proxy.endpoint(), "socketTimeout=1");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("insert into t (n) values (1)");
            proxy.arm(hang(Cut.Place.BEFORE_ANSWER));
            long start = System.nanoTime();
            assertThatThrownBy(() -> statement.execute("insert into t (n) values (2)"))
                    .isInstanceOf(SQLRecoverableException.class);
            assertThat(seconds(start)).isLessThan(10);
            assertThat(connection.isClosed()).isTrue();
        }
    }

    @Test
    void commitThatHangsIsResolvedOverAnotherConnection() throws Exception {
        for (Cut.Place place : new Cut.Place[] {Cut.Place.BEFORE_COMMITTED, Cut.Place.AFTER_COMMITTED}) {
            try (CuttingProxy proxy = new CuttingProxy(server.endpoint());
                    Connection connection = open(proxy.endpoint(), "");
                    Statement statement = connection.createStatement()) {
                connection.setNetworkTimeout(Runnable::run, 500);
                connection.setAutoCommit(false);
                statement.execute("insert into t (n) values (1)");
                proxy.arm(hang(place));
                connection.commit();
                assertThat(connection.getNetworkTimeout()).isEqualTo(500);
                assertThat(connection.isValid(5)).isTrue();
            }
        }
        assertThat(number("select count(*) from t")).isEqualTo(2);
    }

    @Test
    void commitThatDidNotArriveIsAnErrorAndDidNotHappen() throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(server.endpoint());
                Connection connection = open(proxy.endpoint(), "");
                Statement statement = connection.createStatement()) {
            connection.setNetworkTimeout(Runnable::run, 500);
            connection.setAutoCommit(false);
            statement.execute("insert into t (n) values (1)");
            proxy.arm(hang(Cut.Place.BEFORE_COMMIT));
            assertThatThrownBy(connection::commit)
                    .isInstanceOf(SQLRecoverableException.class)
                    .hasFieldOrPropertyWithValue("SQLState", "08006");
            assertThat(connection.isClosed()).isTrue();
        }
        assertThat(number("select count(*) from t")).isZero();
    }

    @Test
    void generatedKeysThatHangAreFetchedOverAnotherConnection() throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(server.endpoint());
                Connection connection = open(proxy.endpoint(), "");
                Statement statement = connection.createStatement()) {
            connection.setNetworkTimeout(Runnable::run, 500);
            proxy.arm(hang(Cut.Place.BEFORE_COMMITTED));
            try (ResultSet keys =
                    statement.executeQuery("/* commits */ insert into t (n) values (7) returning id, n")) {
                assertThat(keys.next()).isTrue();
                assertThat(keys.getInt(1)).isOne();
            }
        }
    }

    /** Nobody can be asked: the budget bounds how long that takes. */
    @Test
    void retriesEndWithTheirBudget() throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(server.endpoint());
                Connection connection = open(proxy.endpoint(), "retryBudgetMillis=2000");
                Statement statement = connection.createStatement()) {
            connection.setNetworkTimeout(Runnable::run, 500);
            connection.setAutoCommit(false);
            statement.execute("insert into t (n) values (1)");
            proxy.arm(hang(Cut.Place.BEFORE_COMMITTED));
            proxy.swallowNewConnections();
            long start = System.nanoTime();
            assertThatThrownBy(connection::commit).hasFieldOrPropertyWithValue("SQLState", "08007");
            assertThat(connection.isValid(1)).isFalse();
            assertThat(seconds(start)).isLessThan(15);
        }
    }

    @Test
    void isValidIsFalseInTime() throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(server.endpoint());
                Connection connection = open(proxy.endpoint(), "")) {
            assertThat(connection.isValid(5)).isTrue();
            proxy.arm(hang(Cut.Place.BEFORE_REQUEST));
            long start = System.nanoTime();
            assertThat(connection.isValid(1)).isFalse();
            assertThat(seconds(start)).isLessThan(10);
        }
    }

    @Test
    void poolEvictsWhatHangs() throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(server.endpoint())) {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(url(proxy.endpoint(), "socketTimeout=1"));
            config.setMaximumPoolSize(1);
            try (HikariDataSource pool = new HikariDataSource(config)) {
                int first;
                try (Connection connection = pool.getConnection();
                        Statement statement = connection.createStatement()) {
                    first = number(statement, "select pg_backend_pid()");
                    proxy.arm(hang(Cut.Place.BEFORE_ANSWER));
                    assertThatThrownBy(() -> statement.executeQuery("select 1")).isInstanceOf(SQLException.class);
                }
                try (Connection connection = pool.getConnection();
                        Statement statement = connection.createStatement()) {
                    assertThat(number(statement, "select pg_backend_pid()")).isNotEqualTo(first);
                }
            }
        }
    }

    private static long seconds(long startNanos) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNanos);
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = open(server.endpoint(), "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int number(String sql) throws SQLException {
        try (Connection connection = open(server.endpoint(), "");
                Statement statement = connection.createStatement()) {
            return number(statement, sql);
        }
    }

    private static int number(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static Connection open(Endpoint endpoint, String properties) throws SQLException {
        return DriverManager.getConnection(url(endpoint, properties));
    }

    private static String url(Endpoint endpoint, String properties) {
        return "jdbc:trefoil://" + endpoint.host() + ":" + endpoint.port() + "/" + endpoint.database() + "?user="
                + endpoint.user() + (properties.isEmpty() ? "" : "&" + properties);
    }
}
