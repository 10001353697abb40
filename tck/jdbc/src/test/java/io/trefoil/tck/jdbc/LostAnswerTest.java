package io.trefoil.tck.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.tck.harness.client.Endpoint;
import io.trefoil.tck.harness.server.TrefoilProcess;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements that commit by themselves, each way that JDBC has, whose connection breaks before the server's answer arrives. */
class LostAnswerTest {
    private static final Pattern KEY = Pattern.compile("\\b[1-9]\\d{5}\\b");
    private static final int FIRST_KEY = 100_000;

    private static TrefoilProcess server;

    private interface Work {
        /** What the program sees. */
        String run(Connection connection) throws SQLException;
    }

    /** @param name shown, and in the table */
    private record Case(String name, String properties, Work work) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void start() throws SQLException {
        server = TrefoilProcess.start("mem");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("generated keys", "", connection -> insertForKeys(connection, 1)),
                new Case("generated keys, prepared at the server", "prepareThreshold=1", connection -> {
                    insertForKeys(connection, 1);
                    return insertForKeys(connection, 2);
                }),
                new Case("generated keys of the simple protocol", "preferQueryMode=simple", connection -> {
                    return insertForKeys(connection, 1);
                }),
                new Case("returning", "", connection -> {
                    try (Statement statement = connection.createStatement();
                            ResultSet rows = statement.executeQuery(
                                    "/* commits */ insert into entry (n, at) values (1, now()), (2, null)"
                                            + " returning *")) {
                        return read(rows).replaceAll("\\d{4}-[^,]*", "time");
                    }
                }),
                new Case("parameters of types that only the server knows", "prepareThreshold=1", connection -> {
                    try (PreparedStatement insert = connection.prepareStatement(
                            "/* commits */ insert into entry (n, at) values (?, ?)", Statement.RETURN_GENERATED_KEYS)) {
                        insert.setNull(1, Types.NULL);
                        insert.setObject(2, Instant.EPOCH);
                        insert.executeUpdate();
                        return read(insert.getGeneratedKeys()).replaceAll("1970-[^,]*", "time");
                    }
                }),
                new Case("a batch", "", connection -> batch(connection, 3, Statement.NO_GENERATED_KEYS)),
                new Case("a batch for keys", "", connection -> batch(connection, 3, Statement.RETURN_GENERATED_KEYS)),
                new Case("a long batch for keys", "", connection -> {
                    return batch(connection, 600, Statement.RETURN_GENERATED_KEYS);
                }),
                new Case("a batch prepared at the server", "prepareThreshold=1", connection -> {
                    batch(connection, 3, Statement.RETURN_GENERATED_KEYS);
                    return batch(connection, 3, Statement.RETURN_GENERATED_KEYS);
                }),
                new Case("two statements in a text", "", connection -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute("/* commits */ insert into entry (n) values (7);"
                                + " update entry set n = n + 1 where n = 7");
                        return statement.getUpdateCount() + " " + statement.getMoreResults() + " "
                                + statement.getUpdateCount();
                    }
                }),
                new Case("prepare transaction", "", connection -> twoPhases(connection, "/* commits */", "")),
                new Case("commit prepared", "", connection -> twoPhases(connection, "", "/* commits */")),
                new Case("definition", "", connection -> {
                    try (Statement statement = connection.createStatement()) {
                        return "" + statement.execute("create table made (a int) /* commits */");
                    }
                }),
                new Case("query that writes", "", connection -> {
                    try (Statement statement = connection.createStatement();
                            ResultSet rows = statement.executeQuery("/* commits */ with new as (insert into entry (n)"
                                    + " values (5) returning n) select n + 1, 'x' from new")) {
                        return read(rows);
                    }
                }));
    }

    private static String insertForKeys(Connection connection, int n) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "/* commits */ insert into entry (n) values (?)", Statement.RETURN_GENERATED_KEYS)) {
            insert.setInt(1, n);
            int count = insert.executeUpdate();
            return count + ": " + read(insert.getGeneratedKeys());
        }
    }

    private static String batch(Connection connection, int entries, int keys) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("/* commits */ insert into entry (n) values (?)", keys)) {
            for (int i = 0; i < entries; i++) {
                insert.setInt(1, i);
                insert.addBatch();
            }
            long sum = 0;
            for (int count : insert.executeBatch()) {
                sum += count;
            }
            return sum + ": " + read(insert.getGeneratedKeys());
        }
    }

    private static String read(ResultSet rows) throws SQLException {
        List<String> read = new ArrayList<>();
        while (rows.next()) {
            List<String> values = new ArrayList<>();
            for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                values.add(rows.getString(column));
            }
            read.add(String.join(",", values));
        }
        return String.join(" ", read);
    }

    /** Of a batch longer than 128 KB the server has said a part before it gets the end. */
    @Test
    void longBatchIsToldWhatItsEndWas() throws Exception {
        Case each = new Case("a long batch", "", connection -> batch(connection, 5000, Statement.NO_GENERATED_KEYS));
        Cut cut = new Cut(Cut.Place.BEFORE_ANSWER, 14_990, 3, Cut.Ending.RST, Cut.Ending.RST, 0, 0, null);
        assertThat(run(each, cut)).isEqualTo(run(each, null)).startsWith("5000: ;");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void programSeesWhatItWouldHaveSeen(Case each) throws Exception {
        String expected = run(each, null);
        for (Cut.Place place : List.of(
                Cut.Place.BEFORE_COMMITTED,
                Cut.Place.AFTER_COMMITTED,
                Cut.Place.BEFORE_ANSWER,
                Cut.Place.INSIDE_ANSWER,
                Cut.Place.AFTER_REQUEST)) {
            for (int index = 0; index < 5; index++) {
                Cut cut = new Cut(place, index, 3, Cut.Ending.RST, Cut.Ending.RST, 0, 0, null);
                assertThat(run(each, cut)).as("%s, %s", each, cut).isEqualTo(expected);
            }
        }
    }

    private static String run(Case each, @Nullable Cut cut) throws Exception {
        try (Connection admin = open(server.endpoint(), "");
                Statement statement = admin.createStatement()) {
            statement.execute("drop table if exists entry, made");
            statement.execute("create table entry (id int generated always as identity (start " + FIRST_KEY
                    + ") primary key, n int," + " at timestamptz)");
        }
        List<String> seen = new ArrayList<>();
        try (CuttingProxy proxy = new CuttingProxy(server.endpoint());
                Connection connection = open(proxy.endpoint(), each.properties)) {
            if (cut != null) {
                proxy.arm(cut);
            }
            seen.add(each.work.run(connection));
            assertThat(connection.isValid(5)).isTrue();
            proxy.disarm();
        }
        try (Connection admin = open(server.endpoint(), "");
                Statement statement = admin.createStatement();
                ResultSet rows = statement.executeQuery("select id from entry order by id")) {
            // A statement that had not been committed was run again: its first keys are lost.
            return keysFrom0(seen.get(0) + "; " + read(rows));
        }
    }

    /** Keys are counted from the first one. */
    private static String keysFrom0(String text) {
        var matcher = KEY.matcher(text);
        int[] first = new int[1];
        return matcher.replaceAll(match -> {
            int key = Integer.parseInt(match.group());
            if (key < FIRST_KEY) {
                return match.group();
            }
            if (first[0] == 0) {
                first[0] = key;
            }
            return "k" + (key - first[0]);
        });
    }

    private static Connection open(Endpoint endpoint, String properties) throws SQLException {
        return DriverManager.getConnection("jdbc:trefoil://" + endpoint.host() + ":" + endpoint.port() + "/"
                + endpoint.database() + "?user=" + endpoint.user() + (properties.isEmpty() ? "" : "&" + properties));
    }

    @Test
    void answersTooLongToBeKeptAre08007() throws Exception {
        try (Connection admin = open(server.endpoint(), "");
                Statement statement = admin.createStatement()) {
            statement.execute("drop table if exists big");
            statement.execute("create table big (n int)");
        }
        try (CuttingProxy proxy = new CuttingProxy(server.endpoint());
                Connection connection = open(proxy.endpoint(), "");
                Statement statement = connection.createStatement()) {
            proxy.arm(new Cut(Cut.Place.BEFORE_COMMITTED, 0, 0, Cut.Ending.RST, Cut.Ending.RST, 0, 0, null));
            assertThatThrownBy(() -> statement.executeQuery(
                            "/* commits */ insert into big select * from generate_series(1, 20000) returning n"))
                    .hasFieldOrPropertyWithValue("SQLState", "08007")
                    .hasMessageContaining("64 KB");
            try (ResultSet count = statement.executeQuery("select count(*) from big")) {
                assertThat(read(count)).isEqualTo("20000");
            }
        }
    }

    private static String twoPhases(Connection connection, String first, String second) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            int rows = statement.executeUpdate("insert into entry (n) values (11)");
            statement.execute(first + " prepare transaction 'lost'");
            connection.setAutoCommit(true);
            statement.execute(second + " commit prepared 'lost'");
            return rows + " row";
        }
    }
}
