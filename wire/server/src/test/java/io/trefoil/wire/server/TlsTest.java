package io.trefoil.wire.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.wire.protocol.message.AuthenticationSasl;
import io.trefoil.wire.protocol.message.Query;
import io.trefoil.wire.protocol.message.SslRequest;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    @TempDir
    private static Path directory;

    private static ServerFixture fixture;

    @BeforeAll
    static void start() {
        fixture = ServerFixture.with(ServerFixture.configuration(false, Optional.of(SelfSignedPair.in(directory))));
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @AfterEach
    void everybodyLeaves() {
        fixture.awaitQuiet();
    }

    @Test
    void aSessionRunsOverTls() throws Exception {
        try (var client = encrypted()) {
            var answer = client.login("ann", "pencil", Map.of("user", "ann", "database", "bank"));
            assertThat(Shown.of(answer)).endsWith("Z:I");
            assertThat(client.query("rows 2000 1000")).hasSize(2003);
        }
    }

    @Test
    void channelBindingIsOfferedOverTlsOnly() throws Exception {
        try (var client = encrypted();
                var clear = fixture.connect()) {
            client.startup(Map.of("user", "ann", "database", "bank"));
            assertThat(((AuthenticationSasl) Objects.requireNonNull(client.receive())).mechanisms())
                    .isEqualTo(List.of("SCRAM-SHA-256-PLUS", "SCRAM-SHA-256"));
            clear.startup(Map.of("user", "ann", "database", "bank"));
            assertThat(((AuthenticationSasl) Objects.requireNonNull(clear.receive())).mechanisms())
                    .isEqualTo(List.of("SCRAM-SHA-256"));
        }
    }

    @Test
    void bytesInClearAfterTheRequestAreNotTakenForEncryptedOnes() {
        try (var client = fixture.connect()) {
            client.send(SslRequest.INSTANCE, new Query("one"));
            assertThat(Shown.of(client.receiveUntilReady())).isEqualTo("FATAL:08P01");
        }
    }

    @Test
    void aFailedHandshakeEndsTheConnection() {
        try (var client = fixture.connect()) {
            client.send(SslRequest.INSTANCE);
            assertThat(client.receiveByte()).isEqualTo('S');
            client.sendBytes("this is no TLS record at all".getBytes(StandardCharsets.US_ASCII));
            while (client.receiveByte() >= 0) {
                // A TLS alert may come first.
            }
        }
    }

    @Test
    void pgjdbcBindsToTheChannel() throws SQLException {
        try (var connection = DriverManager.getConnection(url(), login("pencil", "require"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("rows 3 2")) {
            for (int i = 0; i < 3; i++) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(i);
            }
        }
        assertThatThrownBy(() -> DriverManager.getConnection(url(), login("wrong", "require"))
                        .close())
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
    }

    private static String url() {
        return "jdbc:postgresql://127.0.0.1:" + fixture.address().getPort() + "/bank";
    }

    private static Properties login(String password, String channelBinding) {
        var properties = new Properties();
        properties.setProperty("user", "ann");
        properties.setProperty("password", password);
        properties.setProperty("sslmode", "require");
        properties.setProperty("channelBinding", channelBinding);
        return properties;
    }

    private static TestClient encrypted() throws Exception {
        var client = fixture.connect();
        client.send(SslRequest.INSTANCE);
        assertThat(client.receiveByte()).isEqualTo('S');
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustEverybody()}, new SecureRandom());
        Socket plain = client.socket();
        var secure = (SSLSocket) context.getSocketFactory().createSocket(plain, "127.0.0.1", plain.getPort(), true);
        secure.startHandshake();
        client.continueOver(secure);
        return client;
    }

    private static final class TrustEverybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
