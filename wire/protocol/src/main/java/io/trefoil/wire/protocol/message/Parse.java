package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;

/**
 * Makes a prepared statement out of one statement's text.
 *
 * @param name empty for the unnamed statement
 * @param parameterTypes OIDs by position; 0 or absent asks the server to infer
 */
public record Parse(String name, String sql, int[] parameterTypes) implements FrontendMessage {
    static final char TYPE = 'P';

    static Parse decode(MessageReader in) {
        var message = new Parse(in.string(), in.string(), in.int32s());
        in.end();
        return message;
    }

    @Override
    public void encode(MessageWriter out) {
        out.begin(TYPE).string(name).string(sql).int16(parameterTypes.length);
        for (int oid : parameterTypes) {
            out.int32(oid);
        }
        out.end();
    }
}
