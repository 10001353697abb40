package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;

/** Asks for a password in clear. */
public record AuthenticationCleartextPassword() implements AuthenticationRequest {
    static final int CODE = 3;
    public static final AuthenticationCleartextPassword INSTANCE = new AuthenticationCleartextPassword();

    static AuthenticationCleartextPassword decode(MessageReader in) {
        in.end();
        return INSTANCE;
    }

    @Override
    public void encode(MessageWriter out) {
        out.begin(TYPE).int32(CODE).end();
    }
}
