package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;

/** The client is who it says. */
public record AuthenticationOk() implements AuthenticationRequest {
    static final int CODE = 0;
    public static final AuthenticationOk INSTANCE = new AuthenticationOk();

    static AuthenticationOk decode(MessageReader in) {
        in.end();
        return INSTANCE;
    }

    @Override
    public void encode(MessageWriter out) {
        out.begin(TYPE).int32(CODE).end();
    }
}
