package io.trefoil.wire.protocol.scram;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * What a server stores instead of a password; from it nobody can log in. Text form as in pg_authid.rolpassword and
 * RFC 5803: {@code SCRAM-SHA-256$<iterations>:<salt>$<StoredKey>:<ServerKey>}, the last three in base64.
 */
public record ScramVerifier(int iterations, byte[] salt, byte[] storedKey, byte[] serverKey) {
    /** The iterations of PostgreSQL (SCRAM_SHA_256_DEFAULT_ITERATIONS) and the least that RFC 7677 allows. */
    public static final int ITERATIONS = 4096;

    /** SCRAM_DEFAULT_SALT_LEN. */
    public static final int SALT_BYTES = 16;

    private static final String PREFIX = "SCRAM-SHA-256$";

    /** Makes the verifier of a password; the salt is {@value #SALT_BYTES} random bytes. */
    public static ScramVerifier of(String password, byte[] salt, int iterations) {
        byte[] salted = ScramKeys.saltedPassword(password, salt, iterations);
        byte[] storedKey = ScramKeys.hash(ScramKeys.clientKey(salted));
        return new ScramVerifier(iterations, salt, storedKey, ScramKeys.serverKey(salted));
    }

    /**
     * A verifier that no password fits, for a role that does not exist or has no password: always the same salt for the
     * same name and secret, so that an asker cannot tell such a role from one with another password.
     *
     * @param secret random bytes that the server keeps to itself and across restarts
     */
    public static ScramVerifier mock(String user, byte[] secret) {
        byte[] salt = Arrays.copyOf(ScramKeys.hmac(secret, "salt " + user), SALT_BYTES);
        return new ScramVerifier(
                ITERATIONS, salt, ScramKeys.hmac(secret, "stored " + user), ScramKeys.hmac(secret, "server " + user));
    }

    /** Reads the text form; empty when it is none. */
    public static Optional<ScramVerifier> parse(String text) {
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String[] halves = text.substring(PREFIX.length()).split("\\$", -1);
        if (halves.length != 2) {
            return Optional.empty();
        }
        String[] first = halves[0].split(":", -1);
        String[] second = halves[1].split(":", -1);
        if (first.length != 2 || second.length != 2) {
            return Optional.empty();
        }
        try {
            var base64 = Base64.getDecoder();
            var verifier = new ScramVerifier(
                    Integer.parseInt(first[0]),
                    base64.decode(first[1]),
                    base64.decode(second[0]),
                    base64.decode(second[1]));
            boolean sound = verifier.iterations > 0
                    && verifier.salt.length > 0
                    && verifier.storedKey.length == ScramKeys.KEY_BYTES
                    && verifier.serverKey.length == ScramKeys.KEY_BYTES;
            return sound ? Optional.of(verifier) : Optional.empty();
        } catch (IllegalArgumentException notNumberOrBase64) {
            return Optional.empty();
        }
    }

    /** The text form. */
    public String text() {
        var base64 = Base64.getEncoder();
        return PREFIX
                + iterations
                + ":"
                + base64.encodeToString(salt)
                + "$"
                + base64.encodeToString(storedKey)
                + ":"
                + base64.encodeToString(serverKey);
    }

    /** Whether this is the verifier of a password that came in clear. */
    public boolean matches(String password) {
        return MessageDigest.isEqual(of(password, salt, iterations).text().getBytes(UTF_8), text().getBytes(UTF_8));
    }

    /** Keeps keys out of logs. */
    @Override
    public String toString() {
        return "ScramVerifier[iterations=" + iterations + "]";
    }
}
