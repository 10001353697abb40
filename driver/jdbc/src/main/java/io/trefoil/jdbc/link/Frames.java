package io.trefoil.jdbc.link;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of messages: those that the driver makes itself, and the pieces that all messages are made of. */
final class Frames {
    /** Sync. */
    static final byte[] SYNC = message('S', new byte[0]);

    /** Flush. */
    static final byte[] FLUSH = message('H', new byte[0]);

    /** ParseComplete. */
    static final byte[] PARSED = message('1', new byte[0]);

    /** BindComplete. */
    static final byte[] BOUND = message('2', new byte[0]);

    /** CloseComplete. */
    static final byte[] CLOSED = message('3', new byte[0]);

    /** NoData. */
    static final byte[] NO_DATA = message('n', new byte[0]);

    /** Ends the implicit transaction of a series without a trace. */
    static final byte[] UNDO = undo();

    private Frames() {}

    static byte[] message(char type, byte[] body) {
        return ByteBuffer.allocate(5 + body.length)
                .put((byte) type)
                .putInt(4 + body.length)
                .put(body)
                .array();
    }

    private static byte[] undo() {
        byte[] parse = message('P', "\0ROLLBACK\0\0\0".getBytes(StandardCharsets.US_ASCII));
        byte[] bind = message('B', new byte[8]);
        byte[] execute = message('E', new byte[5]);
        return ByteBuffer.allocate(parse.length + bind.length + execute.length)
                .put(parse)
                .put(bind)
                .put(execute)
                .array();
    }

    static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** A big-endian integer. */
    static int integer(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 24
                | (bytes[at + 1] & 0xFF) << 16
                | (bytes[at + 2] & 0xFF) << 8
                | bytes[at + 3] & 0xFF;
    }

    /** A zero-terminated string. */
    static String string(byte[] bytes, int at) {
        return new String(bytes, at, endOfString(bytes, at) - at, StandardCharsets.UTF_8);
    }

    /** Where the zero stands that ends a string. */
    static int endOfString(byte[] bytes, int at) {
        int end = at;
        while (bytes[end] != 0) {
            end++;
        }
        return end;
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
