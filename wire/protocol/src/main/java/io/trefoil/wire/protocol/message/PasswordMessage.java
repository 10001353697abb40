package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;

/** A password, in clear or hashed with MD5, as the request wanted it. */
public record PasswordMessage(String password) implements AuthenticationResponse {
    static PasswordMessage decode(MessageReader in) {
        var message = new PasswordMessage(in.string());
        in.end();
        return message;
    }

    @Override
    public void encode(MessageWriter out) {
        out.begin(TYPE).string(password).end();
    }

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
        return "PasswordMessage[]";
    }
}
