package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;

/** What was described returns no rows. */
public record NoData() implements BackendMessage {
    static final char TYPE = 'n';
    public static final NoData INSTANCE = new NoData();

    static NoData decode(MessageReader in) {
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
