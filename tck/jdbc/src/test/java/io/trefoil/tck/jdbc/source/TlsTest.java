package io.trefoil.tck.jdbc.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.launcher.tls.SelfSignedCertificate;
import io.trefoil.wire.server.ServerConfiguration.TlsFiles;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Encrypted connections, by pgjdbc's properties. */
class TlsTest {
    @TempDir
    static Path folder;

    private static GuardedServer server;

    @BeforeAll
    static void startServer() throws Exception {
        SelfSignedCertificate pair = SelfSignedCertificate.create(
                new SelfSignedCertificate.Names(
                        List.of("localhost"),
                        List.of(InetAddress.getByName("127.0.0.1").getAddress())),
                Duration.ofDays(1));
        Path certificate = Files.writeString(folder.resolve("server.crt"), pair.certificatePem());
        Path key = Files.writeString(folder.resolve("server.key"), pair.keyPem());
        server = new GuardedServer(folder.resolve("store"), "pw", Optional.of(new TlsFiles(certificate, key)));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sslmode=prefer",
                "sslmode=require",
                "sslmode=require&channelBinding=require",
                "sslmode=verify-full&sslrootcert=",
                "sslmode=verify-ca&sslrootcert=",
                "ssl=true&sslfactory=org.postgresql.ssl.NonValidatingFactory",
                "sslmode=require&retry=off&sslfactory=org.postgresql.ssl.NonValidatingFactory"
            })
    void aConnectionIsEncrypted(String properties) throws SQLException {
        String complete = properties.replace("sslrootcert=", "sslrootcert=" + folder.resolve("server.crt"));
        try (Connection connection = DriverManager.getConnection(server.url("password=pw&" + complete));
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("create temporary table t (a int)");
            statement.execute("insert into t select generate_series(1, 1000)");
            connection.commit();
            try (ResultSet row = statement.executeQuery("select count(*), sum(length(repeat('x', 100000))) from t")) {
                row.next();
                assertThat(row.getInt(1) % 1000).isZero();
            }
            connection.rollback();
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() {
        assertThatThrownBy(() -> DriverManager.getConnection(
                        server.url("password=pw&sslmode=verify-full&sslrootcert=" + folder.resolve("none"))))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).startsWith("08"));
    }

    @Test
    void aLostConnectionIsReplacedByAnEncryptedOne() throws SQLException {
        String url = server.url("password=pw&sslmode=require");
        try (Connection connection = DriverManager.getConnection(url);
                Connection other = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                Statement killer = other.createStatement()) {
            int pid = number(statement, "select pg_backend_pid()");
            for (int i = 0; i < 3; i++) {
                killer.execute("select pg_terminate_backend(" + pid + ")");
                int next = number(statement, "select pg_backend_pid()");
                assertThat(next).isNotEqualTo(pid);
                pid = next;
            }
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    private static int number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }
}
