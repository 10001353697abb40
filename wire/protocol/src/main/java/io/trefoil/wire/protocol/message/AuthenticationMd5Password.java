package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;

/**
 * Asks for a password hashed with MD5.
 *
 * @param salt four bytes
 */
public record AuthenticationMd5Password(byte[] salt) implements AuthenticationRequest {
    static final int CODE = 5;

    static AuthenticationMd5Password decode(MessageReader in) {
        var message = new AuthenticationMd5Password(in.bytes(4));
        in.end();
        return message;
    }

    @Override
    public void encode(MessageWriter out) {
        out.begin(TYPE).int32(CODE).bytes(salt).end();
    }
}
