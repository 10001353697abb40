package io.trefoil.wire.protocol.scram;

import io.trefoil.wire.protocol.ProtocolViolation;
import java.util.Base64;

/**
 * server-first-message: {@code r=nonce,s=salt,i=iterations}.
 *
 * @param nonce the client's nonce followed by the server's
 */
public record ScramServerFirst(String nonce, byte[] salt, int iterations) {
    /** @throws ProtocolViolation fatal 08P01 */
    public static ScramServerFirst parse(String text) {
        var in = new ScramAttributes(text);
        String nonce = in.nonce();
        byte[] salt = ScramAttributes.base64(in.attribute('s'));
        try {
            int iterations = Integer.parseInt(in.attribute('i'));
            if (iterations < 1) {
                throw ScramAttributes.malformed();
            }
            return new ScramServerFirst(nonce, salt, iterations);
        } catch (NumberFormatException notNumber) {
            throw ScramAttributes.malformed();
        }
    }

    public String text() {
        return "r=" + nonce + ",s=" + Base64.getEncoder().encodeToString(salt) + ",i=" + iterations;
    }
}
