package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;

/**
 * The server is ready for the client's copy data.
 *
 * @param format 0 when the stream is text (lines), 1 when it is binary
 * @param columnFormats one a column
 */
public record CopyInResponse(int format, short[] columnFormats) implements BackendMessage {
    static final char TYPE = 'G';

    static CopyInResponse decode(MessageReader in) {
        var message = new CopyInResponse(in.int8(), in.formats());
        in.end();
        return message;
    }

    @Override
    public void encode(MessageWriter out) {
        out.begin(TYPE).int8(format).formats(columnFormats).end();
    }
}
