package io.trefoil.wire.protocol.scram;

import io.trefoil.wire.protocol.ProtocolViolation;
import java.util.Base64;

/** server-final-message: {@code v=signature}, the proof that the server knows the verifier. */
public record ScramServerFinal(byte[] signature) {
    /** @throws ProtocolViolation fatal: 28P01 when the server reports an error instead, else 08P01 */
    public static ScramServerFinal parse(String text) {
        if (text.startsWith("e=")) {
            throw ProtocolViolation.fatal(
                    "28P01", "error received from server in SCRAM exchange: " + text.substring(2));
        }
        return new ScramServerFinal(ScramAttributes.base64(new ScramAttributes(text).attribute('v')));
    }

    public String text() {
        return "v=" + Base64.getEncoder().encodeToString(signature);
    }
}
