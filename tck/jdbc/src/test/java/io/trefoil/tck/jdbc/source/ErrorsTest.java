package io.trefoil.tck.jdbc.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.jdbc.url.DriverProperty;
import io.trefoil.tck.harness.ScriptTests;
import io.trefoil.tck.harness.client.Endpoint;
import io.trefoil.tck.harness.server.TestDatabase;
import io.trefoil.tck.harness.server.TrefoilTarget;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a program gets that cannot connect: the table in docs/jdbc.md. */
class ErrorsTest {
    private static TestDatabase server;

    @BeforeAll
    static void startServer() {
        server = TrefoilTarget.memory().create();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void aUrlThatCannotBeRead() {
        assertFails("jdbc:trefoil:nowhere", "08001", SQLNonTransientConnectionException.class)
                .hasMessageContaining("nowhere");
        assertFails("jdbc:trefoil://h:99999/", "08001", SQLNonTransientConnectionException.class)
                .hasMessageContaining("99999");
    }

    @Test
    void aPropertyThatCannotBe() {
        assertFails(url("retyr=off"), "22023", SQLException.class).hasMessageContaining("did you mean retry?");
        assertFails(url("retryMaxAttempts=x"), "22023", SQLException.class).hasMessageContaining("retryMaxAttempts");
        assertFails(url("connectTimeout=soon"), "22023", SQLException.class).hasMessageContaining("connectTimeout");
        assertFails(url("loginTimeout=soon"), "22023", SQLException.class).hasMessageContaining("loginTimeout");
        assertFails(url("passwordProvider=no.such.Class"), "22023", SQLException.class)
                .hasMessageContaining("no.such.Class");
        assertFails(url("socketFactory=no.such.Factory"), "22023", SQLException.class)
                .hasMessageContaining("no.such.Factory");
        assertFails(url("localSocketAddress=192.0.2.9"), "08001", SQLTransientConnectionException.class)
                .hasMessageContaining("localSocketAddress 192.0.2.9");
        assertFails(url("sslmode=perhaps"), "22023", SQLException.class).hasMessageContaining("perhaps");
    }

    /** pgjdbc's properties too: no value may end in anything but an SQLException with an SQLSTATE. */
    @ParameterizedTest
    @ValueSource(strings = {"b%20ogus", "-7", "", "99999999999"})
    void whateverAPropertySaysTheErrorIsOne(String value) {
        for (DriverProperty property : DriverProperty.all()) {
            String url = url("loginTimeout=5&" + property.name() + "=" + value);
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                statement.execute("select 1");
            } catch (SQLException e) {
                assertThat(e.getSQLState()).as(url).matches("[0-9A-Z]{5}");
            }
        }
    }

    @Test
    void aHostThatIsNotThere() {
        assertFails("jdbc:trefoil://no-such-host.invalid/", "08001", SQLTransientConnectionException.class)
                .hasMessageContaining("no-such-host.invalid:5532: there is no host of this name");
        assertFails("jdbc:trefoil://127.0.0.1:1/", "08001", SQLTransientConnectionException.class)
                .hasMessageContaining("127.0.0.1:1: nothing listens there");
    }

    @Test
    void aDatabaseAndAUserThatAreNotThere() {
        assertFails("jdbc:trefoil://" + address() + "/no_such_database", "3D000", SQLException.class)
                .hasMessageContaining("no_such_database");
        assertFails(url("user=nobody"), "28000", SQLInvalidAuthorizationSpecException.class)
                .hasMessageContaining("nobody");
    }

    @Test
    void tlsWhereThereIsNone() {
        assertFails(url("sslmode=require"), "08004", SQLNonTransientConnectionException.class)
                .hasMessageContaining("SSL");
    }

    @Test
    void aServerThatGoesAway() throws SQLException {
        TestDatabase doomed = TrefoilTarget.memory().create();
        String url = "jdbc:trefoil://127.0.0.1:" + doomed.endpoint().port() + "/?retryBudgetMillis=300";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            doomed.close();
            assertThatThrownBy(() -> statement.executeQuery("select 1"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).matches("08.*|57P01"));
            assertThat(connection.isValid(1)).isFalse();
        }
        assertFails(url, "08001", SQLTransientConnectionException.class);
    }

    @Test
    void somethingElseThatListensThere() throws IOException {
        try (ServerSocket web = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            serve(
                    web,
                    client -> client.getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
            for (String mode : new String[] {"disable", "prefer", "require"}) {
                assertFails(
                                "jdbc:trefoil://127.0.0.1:" + web.getLocalPort() + "/?sslmode=" + mode,
                                "08P01",
                                SQLNonTransientConnectionException.class)
                        .hasMessageContaining("does not speak Trefoil's protocol");
            }
        }
    }

    @Test
    void somethingThatHangsUp() throws IOException {
        try (ServerSocket rude = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            serve(rude, client -> {});
            assertFails(
                            "jdbc:trefoil://127.0.0.1:" + rude.getLocalPort() + "/",
                            "08001",
                            SQLTransientConnectionException.class)
                    .hasMessageContaining("closed the connection while it was being opened");
        }
    }

    @Test
    void aGatewayThatTakesNoOptionsIsAskedForNone() throws Exception {
        try (ServerSocket gateway = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            serve(gateway, ErrorsTest::refuseOptions);
            String url = "jdbc:trefoil://127.0.0.1:" + gateway.getLocalPort() + "/?sslmode=disable";
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select 42")) {
                row.next();
                assertThat(row.getInt(1)).isEqualTo(42);
            }
        }
    }

    @Test
    void postgresqlIsServedToo() throws Exception {
        try (TestDatabase postgres = ScriptTests.postgres().create()) {
            Endpoint there = postgres.endpoint();
            String url = "jdbc:trefoil://" + there.host() + ":" + there.port() + "/" + there.database() + "?user="
                    + there.user() + "&topologyRefreshSeconds=1";
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("create table t as select 42 as answer");
                connection.commit();
                try (ResultSet row = statement.executeQuery("select answer from t")) {
                    row.next();
                    assertThat(row.getInt(1)).isEqualTo(42);
                }
            }
        }
    }

    private static AbstractThrowableAssert<?, ?> assertFails(
            String url, String state, Class<? extends SQLException> type) {
        return assertThatThrownBy(() -> DriverManager.getConnection(url).close())
                .isInstanceOfSatisfying(
                        type,
                        e -> assertThat(e.getSQLState()).as(e.getMessage()).isEqualTo(state));
    }

    private static String url(String property) {
        return "jdbc:trefoil://" + address() + "/?" + property;
    }

    private static String address() {
        return "127.0.0.1:" + server.endpoint().port();
    }

    @FunctionalInterface
    private interface Talk {
        void with(Socket client) throws IOException;
    }

    private static void serve(ServerSocket listener, Talk talk) {
        Thread.startVirtualThread(() -> {
            while (!listener.isClosed()) {
                try {
                    Socket client = listener.accept();
                    Thread.startVirtualThread(() -> {
                        try (client) {
                            talk.with(client);
                            client.shutdownOutput();
                            client.getInputStream().readAllBytes();
                        } catch (IOException over) {
                            // the client has gone
                        }
                    });
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    /** As PgBouncer answers a start-up message with options; others pass. */
    private static void refuseOptions(Socket client) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        int length = in.readInt();
        byte[] startup = in.readNBytes(length - 4);
        if (startup.length < length - 4) {
            throw new EOFException();
        }
        if (new String(startup, StandardCharsets.UTF_8).contains("options\0")) {
            byte[] fields = "SFATAL\0VFATAL\0C08P01\0Munsupported startup parameter: options\0\0"
                    .getBytes(StandardCharsets.UTF_8);
            DataOutputStream out = new DataOutputStream(client.getOutputStream());
            out.writeByte('E');
            out.writeInt(fields.length + 4);
            out.write(fields);
            out.flush();
            return;
        }
        try (Socket upstream = new Socket("127.0.0.1", server.endpoint().port())) {
            DataOutputStream out = new DataOutputStream(upstream.getOutputStream());
            out.writeInt(length);
            out.write(startup);
            InputStream answers = upstream.getInputStream();
            Thread.startVirtualThread(() -> {
                try {
                    answers.transferTo(client.getOutputStream());
                } catch (IOException over) {
                    // the client has gone
                }
            });
            in.transferTo(out);
        }
    }
}
