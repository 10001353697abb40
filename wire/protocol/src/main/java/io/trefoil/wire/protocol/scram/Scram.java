package io.trefoil.wire.protocol.scram;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trefoil.wire.protocol.ProtocolViolation;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/**
 * The exchange of SCRAM-SHA-256 (RFC 5802, RFC 7677), both sides, as functions of the messages so far. The caller
 * brings the nonces (18 random bytes in base64, as PostgreSQL) and carries the messages.
 *
 * <pre>
 *   client                                        server
 *   ScramClientFirst            ───────────►
 *                               ◄───────────      challenge(...)     → ScramServerFirst
 *   answer(...)  → ClientFinal  ───────────►
 *                               ◄───────────      verify(...)        → ScramServerFinal; empty: wrong password
 *   serverIsGenuine(...)
 * </pre>
 *
 * <p>{@code bindingData} is the hash of the server's certificate (RFC 5929, tls-server-end-point) when
 * SCRAM-SHA-256-PLUS is used, else empty.
 */
public final class Scram {
    public static final String MECHANISM = "SCRAM-SHA-256";
    public static final String MECHANISM_PLUS = "SCRAM-SHA-256-PLUS";

    /** SCRAM_RAW_NONCE_LEN of PostgreSQL. */
    public static final int NONCE_BYTES = 18;

    private Scram() {}

    /** Server: the salt and iterations of the verifier under both nonces. */
    public static ScramServerFirst challenge(ScramClientFirst first, ScramVerifier verifier, String serverNonce) {
        return new ScramServerFirst(first.nonce() + serverNonce, verifier.salt(), verifier.iterations());
    }

    /** Client: proves knowledge of the password. */
    public static ScramClientFinal answer(
            String password, ScramClientFirst first, ScramServerFirst challenge, byte[] bindingData) {
        if (!challenge.nonce().startsWith(first.nonce())
                || challenge.nonce().length() == first.nonce().length()) {
            throw ProtocolViolation.fatal("invalid SCRAM response (nonce mismatch)");
        }
        var unproven = new ScramClientFinal(binding(first, bindingData), challenge.nonce(), new byte[0]);
        byte[] clientKey =
                ScramKeys.clientKey(ScramKeys.saltedPassword(password, challenge.salt(), challenge.iterations()));
        byte[] signature = ScramKeys.hmac(ScramKeys.hash(clientKey), authMessage(first, challenge, unproven));
        return new ScramClientFinal(unproven.binding(), unproven.nonce(), ScramKeys.xor(clientKey, signature));
    }

    /**
     * Server: checks the client's proof against the verifier.
     *
     * @return what to send last; empty when the password is wrong
     * @throws ProtocolViolation fatal 08P01 when nonce or channel binding do not belong to this exchange
     */
    public static Optional<ScramServerFinal> verify(
            ScramVerifier verifier,
            ScramClientFirst first,
            ScramServerFirst challenge,
            ScramClientFinal answer,
            byte[] bindingData) {
        if (!answer.nonce().equals(challenge.nonce())) {
            throw ProtocolViolation.fatal("invalid SCRAM response");
        }
        if (!MessageDigest.isEqual(
                answer.binding().getBytes(UTF_8), binding(first, bindingData).getBytes(UTF_8))) {
            throw first.binding().startsWith("p=")
                    ? ProtocolViolation.fatal("28000", "SCRAM channel binding check failed")
                    : ProtocolViolation.fatal("unexpected SCRAM channel-binding attribute in client-final-message");
        }
        String authMessage = authMessage(first, challenge, answer);
        byte[] clientKey = ScramKeys.xor(answer.proof(), ScramKeys.hmac(verifier.storedKey(), authMessage));
        return MessageDigest.isEqual(ScramKeys.hash(clientKey), verifier.storedKey())
                ? Optional.of(new ScramServerFinal(ScramKeys.hmac(verifier.serverKey(), authMessage)))
                : Optional.empty();
    }

    /** Client: whether the server knew the verifier of the password. */
    public static boolean serverIsGenuine(
            String password,
            ScramClientFirst first,
            ScramServerFirst challenge,
            ScramClientFinal answer,
            ScramServerFinal last) {
        byte[] salted = ScramKeys.saltedPassword(password, challenge.salt(), challenge.iterations());
        byte[] expected = ScramKeys.hmac(ScramKeys.serverKey(salted), authMessage(first, challenge, answer));
        return MessageDigest.isEqual(expected, last.signature());
    }

    private static String binding(ScramClientFirst first, byte[] bindingData) {
        byte[] header = first.gs2Header().getBytes(UTF_8);
        byte[] data = first.binding().startsWith("p=") ? bindingData : new byte[0];
        byte[] joined = new byte[header.length + data.length];
        System.arraycopy(header, 0, joined, 0, header.length);
        System.arraycopy(data, 0, joined, header.length, data.length);
        return Base64.getEncoder().encodeToString(joined);
    }

    private static String authMessage(ScramClientFirst first, ScramServerFirst challenge, ScramClientFinal last) {
        return first.bare() + "," + challenge.text() + "," + last.withoutProof();
    }
}
