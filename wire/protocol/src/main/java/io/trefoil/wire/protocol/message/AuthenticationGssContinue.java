package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;

/** A GSSAPI or SSPI token of the server. */
public record AuthenticationGssContinue(byte[] data) implements AuthenticationRequest {
    static final int CODE = 8;

    static AuthenticationGssContinue decode(MessageReader in) {
        return new AuthenticationGssContinue(in.rest());
    }

    @Override
    public void encode(MessageWriter out) {
        out.begin(TYPE).int32(CODE).bytes(data).end();
    }
}
