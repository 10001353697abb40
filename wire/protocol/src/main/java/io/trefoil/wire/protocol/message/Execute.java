package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;

/**
 * Runs a portal.
 *
 * @param portal empty for the unnamed portal
 * @param rowsMax rows to send before PortalSuspended; 0 or less for all
 */
public record Execute(String portal, int rowsMax) implements FrontendMessage {
    static final char TYPE = 'E';
    private static final Execute UNNAMED_TO_THE_END = new Execute("", 0);

    static Execute decode(MessageReader in) {
        String portal = in.string();
        int rowsMax = in.int32();
        in.end();
        return rowsMax == 0 && portal.isEmpty() ? UNNAMED_TO_THE_END : new Execute(portal, rowsMax);
    }

    @Override
    public void encode(MessageWriter out) {
        out.begin(TYPE).string(portal).int32(rowsMax).end();
    }
}
