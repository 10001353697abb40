package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;

/** The sender's copy data is complete. */
public record CopyDone() implements FrontendMessage, BackendMessage {
    static final char TYPE = 'c';
    public static final CopyDone INSTANCE = new CopyDone();

    static CopyDone decode(MessageReader in) {
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
