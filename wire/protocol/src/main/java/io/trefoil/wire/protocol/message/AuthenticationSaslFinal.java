package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;

/** The server's last word in a SASL exchange. */
public record AuthenticationSaslFinal(byte[] data) implements AuthenticationRequest {
    static final int CODE = 12;

    static AuthenticationSaslFinal decode(MessageReader in) {
        return new AuthenticationSaslFinal(in.rest());
    }

    @Override
    public void encode(MessageWriter out) {
        out.begin(TYPE).int32(CODE).bytes(data).end();
    }
}
