package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;

/** The OIDs of a prepared statement's parameter types, by position. */
public record ParameterDescription(int[] types) implements BackendMessage {
    static final char TYPE = 't';

    static ParameterDescription decode(MessageReader in) {
        var message = new ParameterDescription(in.int32s());
        in.end();
        return message;
    }

    @Override
    public void encode(MessageWriter out) {
        out.begin(TYPE).int16(types.length);
        for (int oid : types) {
            out.int32(oid);
        }
        out.end();
    }
}
