package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;

/** Asks to start SSPI. */
public record AuthenticationSspi() implements AuthenticationRequest {
    static final int CODE = 9;
    public static final AuthenticationSspi INSTANCE = new AuthenticationSspi();

    static AuthenticationSspi decode(MessageReader in) {
        in.end();
        return INSTANCE;
    }

    @Override
    public void encode(MessageWriter out) {
        out.begin(TYPE).int32(CODE).end();
    }
}
