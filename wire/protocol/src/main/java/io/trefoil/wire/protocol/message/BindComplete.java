package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;

/** Bind succeeded. */
public record BindComplete() implements BackendMessage {
    static final char TYPE = '2';
    public static final BindComplete INSTANCE = new BindComplete();

    static BindComplete decode(MessageReader in) {
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
