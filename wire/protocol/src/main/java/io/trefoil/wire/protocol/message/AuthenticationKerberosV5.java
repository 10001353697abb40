package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;

/** Asks for Kerberos V5, which no server since 9.3 does. */
public record AuthenticationKerberosV5() implements AuthenticationRequest {
    static final int CODE = 2;
    public static final AuthenticationKerberosV5 INSTANCE = new AuthenticationKerberosV5();

    static AuthenticationKerberosV5 decode(MessageReader in) {
        in.end();
        return INSTANCE;
    }

    @Override
    public void encode(MessageWriter out) {
        out.begin(TYPE).int32(CODE).end();
    }
}
