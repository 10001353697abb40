package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;

/** Ends a series of extended-protocol messages: the implicit transaction closes, an error is over. */
public record Sync() implements FrontendMessage {
    static final char TYPE = 'S';
    public static final Sync INSTANCE = new Sync();

    static Sync decode(MessageReader in) {
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
