package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;

/** A piece of a copy stream, in either direction. From a client the borders of pieces mean nothing. */
public record CopyData(byte[] data) implements FrontendMessage, BackendMessage {
    static final char TYPE = 'd';

    static CopyData decode(MessageReader in) {
        return new CopyData(in.rest());
    }

    @Override
    public void encode(MessageWriter out) {
        out.begin(TYPE).bytes(data).end();
    }

    /** Starts the message without an object; the bytes and {@link MessageWriter#end} must follow. */
    public static void begin(MessageWriter out) {
        out.begin(TYPE);
    }
}
