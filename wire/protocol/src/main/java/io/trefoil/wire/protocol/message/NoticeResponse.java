package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;

/** A warning or a note, at any time. */
public record NoticeResponse(Diagnostics diagnostics) implements BackendMessage {
    static final char TYPE = 'N';

    static NoticeResponse decode(MessageReader in) {
        var message = new NoticeResponse(Diagnostics.decode(in));
        in.end();
        return message;
    }

    @Override
    public void encode(MessageWriter out) {
        out.begin(TYPE);
        diagnostics.encode(out);
        out.end();
    }
}
