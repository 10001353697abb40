package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;

/** The text of a simple query: any number of statements. */
public record Query(String sql) implements FrontendMessage {
    static final char TYPE = 'Q';

    static Query decode(MessageReader in) {
        var message = new Query(in.string());
        in.end();
        return message;
    }

    @Override
    public void encode(MessageWriter out) {
        out.begin(TYPE).string(sql).end();
    }
}
