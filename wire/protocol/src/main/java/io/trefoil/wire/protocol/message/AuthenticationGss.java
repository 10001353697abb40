package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;

/** Asks to start GSSAPI. */
public record AuthenticationGss() implements AuthenticationRequest {
    static final int CODE = 7;
    public static final AuthenticationGss INSTANCE = new AuthenticationGss();

    static AuthenticationGss decode(MessageReader in) {
        in.end();
        return INSTANCE;
    }

    @Override
    public void encode(MessageWriter out) {
        out.begin(TYPE).int32(CODE).end();
    }
}
