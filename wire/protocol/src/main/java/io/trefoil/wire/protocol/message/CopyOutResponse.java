package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;

/**
 * Copy data of the server follows.
 *
 * @param format 0 when the stream is text (lines), 1 when it is binary
 * @param columnFormats one a column
 */
public record CopyOutResponse(int format, short[] columnFormats) implements BackendMessage {
    static final char TYPE = 'H';

    static CopyOutResponse decode(MessageReader in) {
        var message = new CopyOutResponse(in.int8(), in.formats());
        in.end();
        return message;
    }

    @Override
    public void encode(MessageWriter out) {
        out.begin(TYPE).int8(format).formats(columnFormats).end();
    }
}
