package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;

/** Execute reached its row limit before the portal ended. */
public record PortalSuspended() implements BackendMessage {
    static final char TYPE = 's';
    public static final PortalSuspended INSTANCE = new PortalSuspended();

    static PortalSuspended decode(MessageReader in) {
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
