package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;

/**
 * Copy data flows both ways (streaming replication).
 *
 * @param format 0 when the stream is text (lines), 1 when it is binary
 * @param columnFormats one a column
 */
public record CopyBothResponse(int format, short[] columnFormats) implements BackendMessage {
    static final char TYPE = 'W';

    static CopyBothResponse decode(MessageReader in) {
        var message = new CopyBothResponse(in.int8(), in.formats());
        in.end();
        return message;
    }

    @Override
    public void encode(MessageWriter out) {
        out.begin(TYPE).int8(format).formats(columnFormats).end();
    }
}
