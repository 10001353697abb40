package io.trefoil.tck.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.tck.harness.server.TrefoilProcess;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** pg_terminate_backend ends the work of a session, not only the session; one that has no work is replaced. */
class TerminatedSessionTest {
    private static TrefoilProcess server;

    @BeforeAll
    static void start() throws SQLException {
        server = TrefoilProcess.start("mem");
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            statement.execute("create table t (n int)");
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void openTransactionIsNotRunAgain() throws SQLException {
        try (Connection victim = open();
                Connection admin = open();
                Statement statement = victim.createStatement();
                Statement killer = admin.createStatement()) {
            victim.setAutoCommit(false);
            int pid = number(statement, "select pg_backend_pid()");
            statement.execute("insert into t values (1)");
            killer.execute("select pg_terminate_backend(" + pid + ", 5000)");
            assertThatThrownBy(() -> statement.execute("insert into t values (2)"))
                    .isInstanceOf(SQLRecoverableException.class)
                    .hasFieldOrPropertyWithValue("SQLState", "57P01");
            assertThat(victim.isClosed()).isTrue();
            assertThat(number(killer, "select count(*) from t")).isZero();
        }
    }

    @Test
    void runningStatementIsNotRunAgain() throws Exception {
        for (String sql :
                new String[] {"select pg_sleep(20)", "with s as (select pg_sleep(20)) insert into t select 1 from s"}) {
            try (Connection victim = open();
                    Connection admin = open();
                    Statement statement = victim.createStatement();
                    Statement killer = admin.createStatement()) {
                int pid = number(statement, "select pg_backend_pid()");
                CompletableFuture<Boolean> running = CompletableFuture.supplyAsync(() -> {
                    try {
                        return statement.execute(sql);
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                });
                await(killer, pid);
                killer.execute("select pg_terminate_backend(" + pid + ")");
                assertThatThrownBy(() -> running.get(15, TimeUnit.SECONDS))
                        .as(sql)
                        .rootCause()
                        .hasFieldOrPropertyWithValue("SQLState", "57P01");
                assertThat(victim.isClosed()).isTrue();
                assertThat(number(killer, "select count(*) from t")).isZero();
            }
        }
    }

    @Test
    void idleSessionIsReplaced() throws SQLException {
        try (Connection victim = open();
                Connection admin = open();
                Statement statement = victim.createStatement();
                Statement killer = admin.createStatement()) {
            int pid = number(statement, "select pg_backend_pid()");
            killer.execute("select pg_terminate_backend(" + pid + ", 5000)");
            assertThat(number(statement, "select pg_backend_pid()")).isNotEqualTo(pid);
        }
    }

    private static void await(Statement watcher, int pid) throws Exception {
        for (int i = 0;
                number(
                                watcher,
                                "select count(*) from pg_stat_activity where query like '%pg_sleep%' and state ="
                                        + " 'active' and pid = "
                                        + pid)
                        == 0;
                i++) {
            assertThat(i).as("tries until the statement runs").isLessThan(1000);
            Thread.sleep(10);
        }
    }

    private static int number(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static Connection open() throws SQLException {
        var endpoint = server.endpoint();
        return DriverManager.getConnection("jdbc:trefoil://" + endpoint.host() + ":" + endpoint.port() + "/"
                + endpoint.database() + "?user=" + endpoint.user());
    }
}
