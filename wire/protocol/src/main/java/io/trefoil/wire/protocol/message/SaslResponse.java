package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageWriter;

/** A further message of the client in a SASL exchange. */
public record SaslResponse(byte[] data) implements AuthenticationResponse {
    @Override
    public void encode(MessageWriter out) {
        out.begin(TYPE).bytes(data).end();
    }
}
