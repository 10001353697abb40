package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;

/** The client says goodbye. */
public record Terminate() implements FrontendMessage {
    static final char TYPE = 'X';
    public static final Terminate INSTANCE = new Terminate();

    static Terminate decode(MessageReader in) {
        in.end();
        return INSTANCE;
    }

    @Override
    public void encode(MessageWriter out) {
        write(out);
    }

    /** Writes the message without an object. */
    public static void write(MessageWriter out) {
        out.empty(TYPE);
    }
}
