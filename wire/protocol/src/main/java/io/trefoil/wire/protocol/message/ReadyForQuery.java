package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;

/**
 * The server awaits a new cycle.
 *
 * @param status 'I' idle, 'T' in a transaction block, 'E' in a failed one
 */
public record ReadyForQuery(char status) implements BackendMessage {
    static final char TYPE = 'Z';

    static ReadyForQuery decode(MessageReader in) {
        var message = new ReadyForQuery((char) in.int8());
        in.end();
        return message;
    }

    @Override
    public void encode(MessageWriter out) {
        write(out, status);
    }

    /** Writes the message without an object. */
    public static void write(MessageWriter out, char status) {
        out.begin(TYPE).int8(status).end();
    }
}
