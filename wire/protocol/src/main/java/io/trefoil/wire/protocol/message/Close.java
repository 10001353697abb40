package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;

/** Drops a prepared statement or portal; no error when there is none of the name. */
public record Close(StatementOrPortal kind, String name) implements FrontendMessage {
    static final char TYPE = 'C';

    static Close decode(MessageReader in) {
        var message = new Close(StatementOrPortal.decode(in, "CLOSE"), in.string());
        in.end();
        return message;
    }

    @Override
    public void encode(MessageWriter out) {
        out.begin(TYPE).int8(kind.code()).string(name).end();
    }
}
