package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;

/** A statement or the connection failed. */
public record ErrorResponse(Diagnostics diagnostics) implements BackendMessage {
    static final char TYPE = 'E';

    static ErrorResponse decode(MessageReader in) {
        var message = new ErrorResponse(Diagnostics.decode(in));
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
