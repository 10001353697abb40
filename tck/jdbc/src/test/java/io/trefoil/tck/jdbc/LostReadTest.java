package io.trefoil.tck.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.jdbc.api.TrefoilConnection;
import io.trefoil.tck.harness.client.Endpoint;
import io.trefoil.tck.harness.server.TrefoilProcess;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connection that breaks under a statement of its own: what only reads is read again, by way of another host. */
@SuppressWarnings("NullAway.Init") // set before each test
class LostReadTest {
    private static TrefoilProcess server;
    private CuttingProxy first;
    private CuttingProxy second;

    @BeforeAll
    static void start() throws SQLException {
        server = TrefoilProcess.start("mem");
        try (Connection connection = connect("", server.endpoint());
                Statement statement = connection.createStatement()) {
            statement.execute("create table line (n int primary key)");
            statement.execute("insert into line select i from generate_series(1, 1000) i");
            statement.execute("create sequence ticket");
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        first = new CuttingProxy(server.endpoint());
        second = new CuttingProxy(server.endpoint());
    }

    @AfterEach
    void close() throws IOException {
        first.close();
        second.close();
    }

    private static Connection connect(String properties, Endpoint... endpoints) throws SQLException {
        List<String> hosts = new ArrayList<>();
        for (Endpoint endpoint : endpoints) {
            hosts.add(endpoint.host() + ":" + endpoint.port());
        }
        return DriverManager.getConnection(
                "jdbc:trefoil://" + String.join(",", hosts) + "/trefoil?user=trefoil" + properties);
    }

    private static Cut cut(Cut.Place place, int index) {
        return new Cut(place, index, 0, Cut.Ending.RST, Cut.Ending.RST, 0, 0, null);
    }

    @Test
    void aReadIsAnsweredByAnotherHost() throws SQLException, IOException {
        try (Connection connection = connect("", first.endpoint(), second.endpoint());
                PreparedStatement query = connection.prepareStatement("select count(*) from line where n > ?")) {
            query.setInt(1, 500);
            first.arm(cut(Cut.Place.BEFORE_ANSWER, 0));
            first.closeDoor();
            try (ResultSet row = query.executeQuery()) {
                row.next();
                assertThat(row.getLong(1)).isEqualTo(500);
            }
            assertThat(connection
                            .unwrap(TrefoilConnection.class)
                            .retryCounters()
                            .readsRepeated())
                    .isEqualTo(1);
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    /** What pgjdbc has is compared with what comes now. */
    @Test
    void aReadThatWasHalfAnsweredGoesOn() throws SQLException {
        try (Connection connection = connect("", first.endpoint(), second.endpoint());
                Statement statement = connection.createStatement()) {
            first.arm(cut(Cut.Place.BEFORE_ANSWER, 700));
            try (ResultSet rows = statement.executeQuery("select n from line order by n")) {
                for (int i = 1; i <= 1000; i++) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getInt(1)).isEqualTo(i);
                }
                assertThat(rows.next()).isFalse();
            }
        }
    }

    /** Settings and prepared statements move along. */
    @Test
    void theSessionIsAsItWas() throws SQLException {
        try (Connection connection = connect("", first.endpoint(), second.endpoint());
                Statement statement = connection.createStatement();
                PreparedStatement query = connection.prepareStatement("select max(n) + ? from line")) {
            statement.execute("set application_name = 'moving'");
            statement.execute("set default_transaction_isolation = 'repeatable read'");
            for (int i = 0; i < 10; i++) {
                query.setInt(1, i);
                if (i == 7) {
                    first.arm(cut(Cut.Place.AFTER_REQUEST, 2));
                }
                try (ResultSet row = query.executeQuery()) {
                    row.next();
                    assertThat(row.getInt(1)).isEqualTo(1000 + i);
                }
            }
            assertThat(first.disarm()).isTrue();
            assertThat(text(statement, "show application_name")).isEqualTo("moving");
            assertThat(text(statement, "show default_transaction_isolation")).isEqualTo("repeatable read");
        }
    }

    private static String text(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** The number that got lost is nobody's. */
    @Test
    void aNumberOfASequenceIsDrawnAgain() throws SQLException {
        try (Connection connection = connect("", first.endpoint(), second.endpoint());
                Statement statement = connection.createStatement()) {
            first.arm(cut(Cut.Place.BEFORE_ANSWER, 1));
            assertThat(text(statement, "select nextval('ticket')")).isIn("1", "2");
            assertThat(first.disarm()).isTrue();
            assertThat(text(statement, "select nextval('ticket') - lastval()")).isEqualTo("0");
        }
    }

    @Test
    void nothingIsRepeatedWithRetriesOff() throws SQLException {
        try (Connection connection = connect("&retry=off", first.endpoint(), second.endpoint());
                Statement statement = connection.createStatement()) {
            first.arm(cut(Cut.Place.BEFORE_ANSWER, 0));
            assertThatThrownBy(() -> text(statement, "select 1"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).startsWith("08"));
        }
    }

    /** Temporary tables and the like live in the session that was lost. */
    @Test
    void aReadThatDependsOnTheLostSessionFails() throws SQLException {
        try (Connection connection = connect("", first.endpoint(), second.endpoint());
                Statement statement = connection.createStatement()) {
            statement.execute("create temporary table mine (n int)");
            first.arm(cut(Cut.Place.BEFORE_ANSWER, 0));
            assertThatThrownBy(() -> text(statement, "select count(*) from mine"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).startsWith("08"));
        }
    }
}
