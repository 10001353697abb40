package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;

/** A challenge of the server in a SASL exchange. */
public record AuthenticationSaslContinue(byte[] data) implements AuthenticationRequest {
    static final int CODE = 11;

    static AuthenticationSaslContinue decode(MessageReader in) {
        return new AuthenticationSaslContinue(in.rest());
    }

    @Override
    public void encode(MessageWriter out) {
        out.begin(TYPE).int32(CODE).bytes(data).end();
    }
}
