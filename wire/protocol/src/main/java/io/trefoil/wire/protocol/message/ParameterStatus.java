package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;

/** A reported setting has this value, at the start of a session and whenever it changes. */
public record ParameterStatus(String name, String value) implements BackendMessage {
    static final char TYPE = 'S';

    static ParameterStatus decode(MessageReader in) {
        var message = new ParameterStatus(in.string(), in.string());
        in.end();
        return message;
    }

    @Override
    public void encode(MessageWriter out) {
        out.begin(TYPE).string(name).string(value).end();
    }
}
