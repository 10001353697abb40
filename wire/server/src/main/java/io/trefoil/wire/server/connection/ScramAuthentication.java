package io.trefoil.wire.server.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trefoil.sql.api.LoginRole;
import io.trefoil.sql.api.SqlService;
import io.trefoil.sql.types.SqlState;
import io.trefoil.wire.protocol.ProtocolViolation;
import io.trefoil.wire.protocol.message.AuthenticationSasl;
import io.trefoil.wire.protocol.message.AuthenticationSaslContinue;
import io.trefoil.wire.protocol.message.AuthenticationSaslFinal;
import io.trefoil.wire.protocol.message.SaslInitialResponse;
import io.trefoil.wire.protocol.scram.Scram;
import io.trefoil.wire.protocol.scram.ScramClientFinal;
import io.trefoil.wire.protocol.scram.ScramClientFirst;
import io.trefoil.wire.protocol.scram.ScramVerifier;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/**
 * SCRAM-SHA-256, with channel binding (-PLUS) over TLS. A role that does not exist or has no password goes through the
 * same exchange against a mock verifier and fails at its end like a wrong password: the two cannot be told apart.
 */
public final class ScramAuthentication implements Authentication {
    private static final byte[] EMPTY = new byte[0];

    private final byte[] mockSecret;
    private final SecureRandom random = new SecureRandom();

    /** @param mockSecret random bytes that only this server knows, better the same after each start */
    public ScramAuthentication(byte[] mockSecret) {
        this.mockSecret = mockSecret.clone();
    }

    @Override
    public void authenticate(String user, byte[] certificateHash, SqlService service, AuthenticationExchange exchange) {
        boolean bindable = certificateHash.length > 0;
        ScramVerifier verifier = service.findLogin(user)
                .map(LoginRole::scramVerifier)
                .flatMap(ScramVerifier::parse)
                .orElseGet(() -> ScramVerifier.mock(user, mockSecret));
        try {
            var offer = new AuthenticationSasl(
                    bindable ? List.of(Scram.MECHANISM_PLUS, Scram.MECHANISM) : List.of(Scram.MECHANISM));
            var initial = exchange.ask(offer).toSaslInitialResponse();
            var first = clientFirst(initial, bindable);
            byte[] binding = first.binding().startsWith("p=") ? certificateHash : EMPTY;

            var challenge = Scram.challenge(first, verifier, nonce());
            var answer = exchange.ask(
                            new AuthenticationSaslContinue(challenge.text().getBytes(UTF_8)))
                    .toSaslResponse();
            var last = ScramClientFinal.parse(new String(answer.data(), UTF_8));

            var proof = Scram.verify(verifier, first, challenge, last, binding)
                    .orElseThrow(() -> FatalError.of(
                            SqlState.INVALID_PASSWORD, "password authentication failed for user \"" + user + "\""));
            exchange.tell(new AuthenticationSaslFinal(proof.text().getBytes(UTF_8)));
        } catch (ProtocolViolation violation) {
            throw FatalError.of(violation);
        }
    }

    /** The client's first message, checked against the mechanism it chose and what was offered. */
    private static ScramClientFirst clientFirst(SaslInitialResponse initial, boolean bindable) {
        boolean plus = initial.mechanism().equals(Scram.MECHANISM_PLUS);
        if (!(plus && bindable) && !initial.mechanism().equals(Scram.MECHANISM)) {
            throw ProtocolViolation.fatal("client selected an invalid SASL authentication mechanism");
        }
        byte[] data = initial.data();
        var first = ScramClientFirst.parse(data == null ? "" : new String(data, UTF_8));
        if (plus != first.binding().startsWith("p=")) {
            throw ProtocolViolation.fatal("malformed SCRAM message");
        }
        if (bindable && first.binding().equals(ScramClientFirst.BINDING_UNUSED)) {
            // The client thinks that the server cannot bind, though it offered to: somebody in between removed the
            // offer.
            throw ProtocolViolation.fatal("28000", "SCRAM channel binding negotiation error");
        }
        return first;
    }

    private String nonce() {
        byte[] bytes = new byte[Scram.NONCE_BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
