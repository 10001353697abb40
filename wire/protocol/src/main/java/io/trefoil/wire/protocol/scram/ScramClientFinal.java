package io.trefoil.wire.protocol.scram;

import io.trefoil.wire.protocol.ProtocolViolation;
import java.util.Base64;

/**
 * client-final-message: {@code c=binding,r=nonce,p=proof}.
 *
 * @param binding base64 of the GS2 header and the channel binding data
 * @param nonce both nonces, as the server sent them
 */
public record ScramClientFinal(String binding, String nonce, byte[] proof) {
    /** @throws ProtocolViolation fatal 08P01 */
    public static ScramClientFinal parse(String text) {
        var in = new ScramAttributes(text);
        String binding = in.attribute('c');
        String nonce = in.nonce();
        byte[] proof = ScramAttributes.base64(in.attribute('p'));
        if (proof.length != ScramKeys.KEY_BYTES || !in.atEnd()) {
            throw ScramAttributes.malformed();
        }
        return new ScramClientFinal(binding, nonce, proof);
    }

    public String text() {
        return withoutProof() + ",p=" + Base64.getEncoder().encodeToString(proof);
    }

    String withoutProof() {
        return "c=" + binding + ",r=" + nonce;
    }
}
