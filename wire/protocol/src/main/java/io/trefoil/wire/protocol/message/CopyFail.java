package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;

/** The client gives up its copy; the statement fails with the reason in its message. */
public record CopyFail(String reason) implements FrontendMessage {
    static final char TYPE = 'f';

    static CopyFail decode(MessageReader in) {
        var message = new CopyFail(in.string());
        in.end();
        return message;
    }

    @Override
    public void encode(MessageWriter out) {
        out.begin(TYPE).string(reason).end();
    }
}
