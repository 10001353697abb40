package io.trefoil.jdbc.link;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Messages made by the driver itself. */
final class Frames {
    /** Sync. */
    static final byte[] SYNC = message('S', new byte[0]);

    /** Flush. */
    static final byte[] FLUSH = message('H', new byte[0]);

    private Frames() {}

    static byte[] message(char type, byte[] body) {
        return ByteBuffer.allocate(5 + body.length)
                .put((byte) type)
                .putInt(4 + body.length)
                .put(body)
                .array();
    }

    /** A simple query. */
    static byte[] query(String sql) {
        byte[] text = sql.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(6 + text.length)
                .put((byte) 'Q')
                .putInt(5 + text.length)
                .put(text)
                .put((byte) 0)
                .array();
    }

    /** CommandComplete. */
    static byte[] commandComplete(String tag) {
        return message('C', (tag + '\0').getBytes(StandardCharsets.US_ASCII));
    }

    /** ReadyForQuery. */
    static byte[] ready(char status) {
        return message('Z', new byte[] {(byte) status});
    }
}
