package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What is kept of a password: {@code SCRAM-SHA-256$iterations:salt$StoredKey:ServerKey}, all but the iterations in base64
 * (RFC 5802, RFC 7677; PostgreSQL docs, pg_authid.rolpassword).
 */
public final class ScramVerifier {
    private static final int ITERATIONS = 4096;
    private static final int SALT_BYTES = 16;
    private static final int KEY_BITS = 256;
    private static final String BASE64 = "[A-Za-z0-9+/]+={0,2}";
    private static final Pattern FORM =
            Pattern.compile("SCRAM-SHA-256\\$[0-9]+:" + BASE64 + "\\$" + BASE64 + ":" + BASE64);
    private static final Pattern MD5_FORM = Pattern.compile("md5[0-9a-f]{32}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private ScramVerifier() {}

    /** A verifier for a password; one that is given as a verifier is taken as it is. 0A000 for an MD5 hash. */
    public static String of(String password) {
        if (FORM.matcher(password).matches()) {
            return password;
        }
        if (MD5_FORM.matcher(password).matches()) {
            throw new SqlStateException(SqlState.FEATURE_NOT_SUPPORTED, "MD5 password hashes are not supported")
                    .withHint("Give the password itself or a SCRAM-SHA-256 verifier.");
        }
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return of(password, salt, ITERATIONS);
    }

    static String of(String password, byte[] salt, int iterations) {
        try {
            byte[] salted = salted(password, salt, iterations);
            byte[] clientKey = hmac(salted, "Client Key");
            byte[] storedKey = MessageDigest.getInstance("SHA-256").digest(clientKey);
            byte[] serverKey = hmac(salted, "Server Key");
            Base64.Encoder base64 = Base64.getEncoder();
            return "SCRAM-SHA-256$" + iterations + ":" + base64.encodeToString(salt) + "$"
                    + base64.encodeToString(storedKey) + ":" + base64.encodeToString(serverKey);
        } catch (GeneralSecurityException e) {
            throw new SqlStateException(SqlState.INTERNAL_ERROR, "this Java runtime lacks HMAC-SHA-256", e);
        }
    }

    /**
     * PBKDF2 over the UTF-8 bytes. Normalisation is the NFKC step of SASLprep (RFC 4013); a password that has nothing to
     * normalise, which is every ASCII one, stays as it is.
     */
    private static byte[] salted(String password, byte[] salt, int iterations) throws GeneralSecurityException {
        String normal = Normalizer.normalize(password, Normalizer.Form.NFKC);
        PBEKeySpec key = new PBEKeySpec(normal.toCharArray(), salt, iterations, KEY_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(key)
                    .getEncoded();
        } finally {
            key.clearPassword();
        }
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
