package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;

/** Asks for the parameter types and row shape of a statement, or the row shape of a portal. */
public record Describe(StatementOrPortal kind, String name) implements FrontendMessage {
    static final char TYPE = 'D';
    private static final Describe UNNAMED_PORTAL = new Describe(StatementOrPortal.PORTAL, "");

    static Describe decode(MessageReader in) {
        var kind = StatementOrPortal.decode(in, "DESCRIBE");
        String name = in.string();
        in.end();
        return kind == StatementOrPortal.PORTAL && name.isEmpty() ? UNNAMED_PORTAL : new Describe(kind, name);
    }

    @Override
    public void encode(MessageWriter out) {
        out.begin(TYPE).int8(kind.code()).string(name).end();
    }
}
