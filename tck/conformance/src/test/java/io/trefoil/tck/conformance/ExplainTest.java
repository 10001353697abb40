package io.trefoil.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.tck.harness.server.TestDatabase;
import io.trefoil.tck.harness.server.TrefoilTarget;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/** What EXPLAIN tells beside the plan: waits for locks, and documents that other programs can read. */
class ExplainTest {
    private TestDatabase database;
    private Connection connection;
    private Connection other;

    @BeforeEach
    void connect() throws SQLException {
        database = TrefoilTarget.memory().create();
        connection = DriverManager.getConnection(database.endpoint().jdbcUrl());
        other = DriverManager.getConnection(database.endpoint().jdbcUrl());
        run(connection, "create table t (id int primary key, v text)");
        run(connection, "insert into t select g, 'v' || g from generate_series(1, 10) g");
    }

    @AfterEach
    void close() throws SQLException {
        other.close();
        connection.close();
        database.close();
    }

    @Test
    void analyzeTellsOfLockWaitsAndRestarts() throws Exception {
        other.setAutoCommit(false);
        run(other, "update t set v = 'newer' where id = 1");
        CompletableFuture<List<String>> explained = CompletableFuture.supplyAsync(
                () -> explain("explain (analyze, costs off) update t set v = v || '!' where v like '%1'"));
        awaitWaiting();
        other.commit();
        List<String> lines = explained.get();
        assertThat(lines).anyMatch(line -> line.matches("Lock Waits: 1 \\(\\d+\\.\\d{3} ms\\)"));
        assertThat(lines).contains("Restarts: 1");
        assertThat(lines.getFirst())
                .matches("Update on t \\(actual time=\\d+\\.\\d+\\.\\.\\d+\\.\\d+ rows=0 loops=1\\)");
        assertThat(lines.getLast()).matches("Execution Time: \\d+\\.\\d{3} ms");
    }

    private void awaitWaiting() throws Exception {
        boolean waiting = false;
        while (!waiting) {
            Thread.sleep(10);
            try (Statement statement = other.createStatement();
                    ResultSet row = statement.executeQuery(
                            "select exists (select from pg_stat_activity where wait_event_type = 'Lock')")) {
                row.next();
                waiting = row.getBoolean(1);
            }
        }
    }

    @Test
    void withoutWaitsNothingIsSaidOfThem() {
        assertThat(explain("explain analyze update t set v = 'x' where id = 2"))
                .noneMatch(line -> line.startsWith("Lock Waits") || line.startsWith("Restarts"));
    }

    @Test
    void parametersArePassedToTheStatementInside() throws SQLException {
        try (PreparedStatement explain =
                connection.prepareStatement("explain (analyze, costs off) select * from t where id = ? and v <> ?")) {
            explain.setInt(1, 3);
            explain.setString(2, "x");
            for (int i = 0; i < 7; i++) {
                try (ResultSet row = explain.executeQuery()) {
                    assertThat(row.next()).isTrue();
                    assertThat(row.getString(1))
                            .startsWith("Primary Key Lookup on t (actual")
                            .contains(" rows=1 loops=1)");
                }
            }
        }
    }

    @Test
    void statementsAroundOthersAreNotMistakenForThem() throws SQLException {
        connection.setAutoCommit(false);
        for (int i = 0; i < 3; i++) {
            for (String around : List.of("declare c cursor for select * from t", "prepare p as select * from t")) {
                try (PreparedStatement statement = connection.prepareStatement(around)) {
                    assertThat(statement.execute()).as(around).isFalse();
                }
            }
            run(connection, "close c; deallocate p");
        }
    }

    @Test
    void jsonCanBeRead() throws SQLException {
        String json = explain(
                        "explain (analyze, verbose, format json) select v, count(*) from t where v <> 'a\"b' group by"
                                + " v")
                .getFirst();
        run(connection, "create table plans (plan json)");
        run(connection, "insert into plans values ('" + json.replace("'", "''") + "')");
        assertThat(json)
                .startsWith("[\n  {\n    \"Plan\": {\n      \"Node Type\": ")
                .contains(
                        "\"Actual Rows\": 10", "\"Rows Removed by Filter\": 0", "\"Lock Waits\": 0", "\"Restarts\": 0");
    }

    @Test
    void xmlCanBeRead() throws Exception {
        String xml = explain("explain (analyze, format xml) select * from t where v < 'a<b&c' order by v")
                .getFirst();
        var document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        assertThat(document.getElementsByTagName("Node-Type").getLength()).isEqualTo(2);
        assertThat(document.getElementsByTagName("Filter").item(0).getTextContent())
                .contains("'a<b&c'");
    }

    private List<String> explain(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
            return lines;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
