package io.trefoil.wire.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.wire.protocol.message.AuthenticationSasl;
import io.trefoil.wire.protocol.message.AuthenticationSaslContinue;
import io.trefoil.wire.protocol.message.Query;
import io.trefoil.wire.protocol.message.SaslInitialResponse;
import io.trefoil.wire.protocol.message.SaslResponse;
import io.trefoil.wire.protocol.scram.ScramServerFirst;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LoginTest {
    private static ServerFixture fixture;

    @BeforeAll
    static void start() {
        fixture = ServerFixture.with(ServerFixture.configuration(false, Optional.empty()));
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
    void theRightPasswordOpensASession() {
        try (var client = fixture.connect()) {
            var answer = client.login("ann", "pencil", Map.of("user", "ann", "database", "bank"));
            assertThat(Shown.of(answer))
                    .startsWith("AuthenticationSaslFinal AuthenticationOk")
                    .endsWith("Z:I");
            assertThat(Shown.of(client.query("one"))).endsWith("Z:I");
        }
    }

    @Test
    void wrongPasswordUnknownUserAndUserWithoutPasswordLookTheSame() {
        for (String user : List.of("ann", "bob", "nobody")) {
            try (var client = fixture.connect()) {
                var error = TestClient.errorIn(client.login(user, "wrong", Map.of("user", user, "database", "bank")));
                assertThat(error.diagnostics().severity()).isEqualTo("FATAL");
                assertThat(error.diagnostics().sqlState()).isEqualTo("28P01");
                assertThat(error.diagnostics().message())
                        .isEqualTo("password authentication failed for user \"" + user + "\"");
            }
        }
    }

    @Test
    void theSaltOfAnUnknownUserDoesNotChange() {
        assertThat(challengeFor("nobody").salt())
                .isEqualTo(challengeFor("nobody").salt())
                .hasSize(16);
        assertThat(challengeFor("nobody").salt())
                .isNotEqualTo(challengeFor("somebody").salt());
        assertThat(challengeFor("nobody").iterations())
                .isEqualTo(challengeFor("ann").iterations());
    }

    @Test
    void commandsBeforeAuthenticationAreRefused() {
        try (var client = fixture.connect()) {
            client.startup(Map.of("user", "ann", "database", "bank"));
            client.send(new Query("one"));
            var answer = client.receiveUntilReady();
            assertThat(Shown.of(answer)).isEqualTo("AuthenticationSasl FATAL:08P01");
            assertThat(TestClient.errorIn(answer).diagnostics().message())
                    .isEqualTo("expected authentication response");
        }
    }

    @Test
    void otherMechanismsAndMalformedMessagesAreRefused() {
        assertRefused(new SaslInitialResponse("SCRAM-SHA-1", new byte[0]));
        assertRefused(new SaslInitialResponse("SCRAM-SHA-256-PLUS", bytes("p=tls-server-end-point,,n=,r=abc")));
        assertRefused(new SaslInitialResponse("SCRAM-SHA-256", null));
        assertRefused(new SaslInitialResponse("SCRAM-SHA-256", bytes("p=tls-server-end-point,,n=,r=abc")));
        assertRefused(new SaslInitialResponse("SCRAM-SHA-256", bytes("rubbish")));
    }

    @Test
    void aMalformedProofIsRefused() {
        try (var client = fixture.connect()) {
            client.startup(Map.of("user", "ann", "database", "bank"));
            client.send(new SaslInitialResponse("SCRAM-SHA-256", bytes("n,,n=,r=abc")));
            client.send(new SaslResponse(bytes("c=biws,r=other,p=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")));
            assertThat(Shown.of(client.receiveUntilReady()))
                    .isEqualTo("AuthenticationSasl AuthenticationSaslContinue FATAL:08P01");
        }
    }

    private static void assertRefused(SaslInitialResponse initial) {
        try (var client = fixture.connect()) {
            client.startup(Map.of("user", "ann", "database", "bank"));
            client.send(initial);
            assertThat(Shown.of(client.receiveUntilReady())).isEqualTo("AuthenticationSasl FATAL:08P01");
        }
    }

    private static ScramServerFirst challengeFor(String user) {
        try (var client = fixture.connect()) {
            client.startup(Map.of("user", user, "database", "bank"));
            assertThat(client.receive()).isInstanceOf(AuthenticationSasl.class);
            client.send(new SaslInitialResponse("SCRAM-SHA-256", bytes("n,,n=,r=abc")));
            var challenge = (AuthenticationSaslContinue) Objects.requireNonNull(client.receive());
            return ScramServerFirst.parse(new String(challenge.data(), StandardCharsets.UTF_8));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
