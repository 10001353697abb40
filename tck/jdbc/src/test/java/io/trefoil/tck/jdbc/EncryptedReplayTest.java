package io.trefoil.tck.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.jdbc.TrefoilDriver;
import io.trefoil.jdbc.api.RetryCounters;
import io.trefoil.jdbc.api.TrefoilConnection;
import io.trefoil.tck.harness.client.Endpoint;
import io.trefoil.tck.harness.server.TrefoilCommand;
import io.trefoil.tck.harness.server.TrefoilProcess;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The link lies above the encryption, whoever does that: replays, batches and cancel requests work as without. */
class EncryptedReplayTest {
    @TempDir
    static Path directory;

    private static TrefoilProcess server;

    @BeforeAll
    static void startWithCertificate() {
        assertThat(TrefoilCommand.run("cert", "--out", directory.toString()).exitCode())
                .isZero();
        server = TrefoilProcess.start(
                "mem",
                List.of(),
                List.of(
                        "--tls-cert=" + directory.resolve("server.crt"),
                        "--tls-key=" + directory.resolve("server.key")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sslmode=require",
                "sslmode=require&sslfactory=org.postgresql.ssl.NonValidatingFactory",
                "sslmode=prefer",
                "sslmode=disable"
            })
    void transactionsAreRunAgain(String encryption) throws SQLException {
        long heard = EverywhereListener.RETRIES.get();
        long counted = TrefoilDriver.retryCounters().recovered();
        try (Connection connection = open(encryption);
                Connection other = open("sslmode=disable")) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("drop table if exists account");
                statement.execute("create table account (id int primary key, balance int)");
            }
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("insert into account values (?, 100)")) {
                for (int i = 0; i < 1000; i++) {
                    insert.setInt(1, i);
                    insert.addBatch();
                }
                assertThat(insert.executeBatch()).hasSize(1000).containsOnly(1);
            }
            connection.commit();
            assertThat(number(connection, "select count(*) from account where balance > 0"))
                    .isEqualTo(1000);
            try (Statement statement = other.createStatement()) {
                statement.execute("update account set balance = 101 where id = 7");
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("update account set balance = 5 where id = 8");
            }
            connection.commit();
            RetryCounters counters = connection.unwrap(TrefoilConnection.class).retryCounters();
            assertThat(counters.recovered()).isEqualTo(1);
            assertThat(EverywhereListener.RETRIES.get()).isGreaterThan(heard);
            assertThat(TrefoilDriver.retryCounters().recovered()).isGreaterThan(counted);
            assertThat(number(connection, "select sum(balance) from account")).isEqualTo(99_906);
            connection.commit();
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Connection open(String properties) throws SQLException {
        Endpoint endpoint = server.endpoint();
        return DriverManager.getConnection("jdbc:trefoil://" + endpoint.host() + ":" + endpoint.port()
                + "/trefoil?user=" + endpoint.user() + "&" + properties);
    }
}
