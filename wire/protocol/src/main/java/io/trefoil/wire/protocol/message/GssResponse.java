package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageWriter;

/** A GSSAPI or SSPI token of the client. */
public record GssResponse(byte[] data) implements AuthenticationResponse {
    @Override
    public void encode(MessageWriter out) {
        out.begin(TYPE).bytes(data).end();
    }
}
