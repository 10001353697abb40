package io.trefoil.wire.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.sql.api.SessionRequest;
import io.trefoil.wire.protocol.ProtocolVersion;
import io.trefoil.wire.protocol.message.GssEncryptionRequest;
import io.trefoil.wire.protocol.message.NegotiateProtocolVersion;
import io.trefoil.wire.protocol.message.SslRequest;
import io.trefoil.wire.protocol.message.StartupMessage;
import io.trefoil.wire.server.ServerConfiguration.TlsFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StartupTest {
    private static ServerFixture fixture;

    @BeforeAll
    static void start() {
        fixture = ServerFixture.trusting();
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
    void aSessionIsGreeted() {
        assertThat(greeting(Map.of("user", "ann", "database", "bank")).split(" "))
                .startsWith("AuthenticationOk")
                .contains("S:server_version=15.0", "S:client_encoding=UTF8", "S:TimeZone=UTC")
                .endsWith("BackendKeyData", "Z:I");
    }

    @Test
    void theRequestCarriesSettingsAndOptions() {
        greeting(Map.of(
                "user", "ann",
                "database", "bank",
                "application_name", "psql",
                "options", "-c work_mem=1MB --search-path=a\\ b -cx.y=z"));
        SessionRequest request = Objects.requireNonNull(fixture.service.lastRequest());
        assertThat(request.settings())
                .isEqualTo(Map.of("application_name", "psql", "work_mem", "1MB", "search_path", "a b", "x.y", "z"));
        assertThat(request.clientAddress()).startsWith("127.0.0.1:");
        assertThat(request.processId()).isPositive();
    }

    @Test
    void startupFaultsAreNamed() {
        assertRefused(Map.of("database", "bank"), "28000", "no PostgreSQL user name specified in startup packet");
        assertRefused(Map.of("user", "eve", "database", "bank"), "28000", "role \"eve\" does not exist");
        assertRefused(Map.of("user", "ann", "database", "nope"), "3D000", "database \"nope\" does not exist");
        assertRefused(Map.of("user", "ann"), "3D000", "database \"ann\" does not exist");
        assertRefused(
                Map.of("user", "ann", "replication", "true"), "0A000", "replication connections are not supported");
        assertRefused(
                Map.of("user", "ann", "replication", "maybe"),
                "22023",
                "invalid value for parameter \"replication\": \"maybe\"");
        assertRefused(Map.of("user", "ann", "options", "-c foo"), "42601", "-c foo requires a value");
        assertRefused(
                Map.of("user", "ann", "options", "zzz"),
                "42601",
                "invalid command-line argument for server process: zzz");
    }

    @Test
    void anotherMajorVersionIsRefused() {
        try (var client = fixture.connect()) {
            client.send(new StartupMessage(new ProtocolVersion(4, 0), Map.of("user", "ann")));
            assertThat(Shown.of(client.receiveUntilReady())).isEqualTo("FATAL:0A000");
        }
    }

    @Test
    void aNewerMinorVersionAndUnknownOptionsAreNegotiated() {
        try (var client = fixture.connect()) {
            client.send(new StartupMessage(
                    new ProtocolVersion(3, 9), Map.of("user", "ann", "database", "bank", "_pq_.foo", "1")));
            assertThat(client.receive())
                    .isEqualTo(new NegotiateProtocolVersion(ProtocolVersion.V3_0, List.of("_pq_.foo")));
            assertThat(Shown.of(client.receiveUntilReady()))
                    .startsWith("AuthenticationOk")
                    .endsWith("Z:I");
        }
    }

    @Test
    void encryptionIsDeclinedWithoutACertificate() {
        try (var client = fixture.connect()) {
            client.send(GssEncryptionRequest.INSTANCE);
            assertThat(client.receiveByte()).isEqualTo('N');
            client.send(SslRequest.INSTANCE);
            assertThat(client.receiveByte()).isEqualTo('N');
            client.startup(Map.of("user", "ann", "database", "bank"));
            assertThat(Shown.of(client.receiveUntilReady())).endsWith("Z:I");
        }
    }

    @Test
    void encryptionCanBeAskedForOnlyOnce() {
        try (var client = fixture.connect()) {
            client.send(SslRequest.INSTANCE, SslRequest.INSTANCE);
            assertThat(client.receiveByte()).isEqualTo('N');
            assertThat(Shown.of(client.receiveUntilReady())).isEqualTo("FATAL:0A000");
        }
    }

    @Test
    void whoSpeaksAnotherProtocolIsToldSo() {
        try (var client = fixture.connect()) {
            client.sendBytes("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(Shown.of(client.receiveUntilReady())).isEqualTo("FATAL:08P01");
        }
    }

    @Test
    void theConnectionLimitHolds() {
        var clients = new ArrayList<TestClient>();
        for (int i = 0; i < 20; i++) {
            clients.add(fixture.session());
        }
        assertRefused(Map.of("user", "ann", "database", "bank"), "53300", "sorry, too many clients already");
        clients.forEach(TestClient::close);
        fixture.awaitQuiet();
        fixture.session().close();
    }

    @Test
    void whoSaysNothingIsDisconnected() {
        var configuration = new ServerConfiguration(
                "127.0.0.1", 0, 5, false, Optional.empty(), Duration.ofSeconds(1), 1 << 20, new byte[0]);
        try (var strict = ServerFixture.with(configuration);
                var silent = strict.connect();
                var halfway = strict.connect()) {
            halfway.startup(Map.of("user", "ann", "database", "bank"));
            assertThat(silent.receive()).isNull();
            assertThat(Shown.of(halfway.receiveUntilReady())).isEqualTo("AuthenticationSasl FATAL:57014");
            strict.awaitQuiet();
        }
    }

    @Test
    void aPortInUseIsNamed() {
        var configuration =
                ServerConfiguration.of("127.0.0.1", fixture.address().getPort(), true, Optional.empty());
        assertStartFails(configuration, ServerStartException.Reason.PORT_IN_USE);
    }

    @Test
    void anInsecureServerStaysOnLoopback() {
        assertStartFails(
                ServerConfiguration.of("0.0.0.0", 0, true, Optional.empty()),
                ServerStartException.Reason.INSECURE_ADDRESS);
    }

    @Test
    void anAddressOfAnotherMachineIsNamed() {
        assertStartFails(
                ServerConfiguration.of("192.0.2.1", 0, false, Optional.empty()),
                ServerStartException.Reason.HOST_UNKNOWN);
    }

    @Test
    void missingTlsFilesAreNamed() {
        var files = new TlsFiles(Path.of("/nonexistent/cert.pem"), Path.of("/nonexistent/key.pem"));
        assertStartFails(
                ServerConfiguration.of("127.0.0.1", 0, false, Optional.of(files)),
                ServerStartException.Reason.TLS_FILES);
    }

    private static void assertStartFails(ServerConfiguration configuration, ServerStartException.Reason reason) {
        assertThatThrownBy(() -> PostgresServer.start(configuration, fixture.service))
                .isInstanceOfSatisfying(
                        ServerStartException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static void assertRefused(Map<String, String> parameters, String sqlState, String message) {
        try (var client = fixture.connect()) {
            client.startup(parameters);
            var error = TestClient.errorIn(client.receiveUntilReady()).diagnostics();
            assertThat(error.severity()).isEqualTo("FATAL");
            assertThat(error.sqlState()).isEqualTo(sqlState);
            assertThat(error.message()).isEqualTo(message);
        }
    }

    private static String greeting(Map<String, String> parameters) {
        try (var client = fixture.connect()) {
            client.startup(parameters);
            return Shown.of(client.receiveUntilReady());
        }
    }
}
