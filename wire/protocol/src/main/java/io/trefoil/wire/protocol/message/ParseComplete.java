package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;

/** Parse succeeded. */
public record ParseComplete() implements BackendMessage {
    static final char TYPE = '1';
    public static final ParseComplete INSTANCE = new ParseComplete();

    static ParseComplete decode(MessageReader in) {
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
