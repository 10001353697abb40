package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;

/** Asks for all answers that are ready, without ending the series. */
public record Flush() implements FrontendMessage {
    static final char TYPE = 'H';
    public static final Flush INSTANCE = new Flush();

    static Flush decode(MessageReader in) {
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
