package io.trefoil.sql.types;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A cursor over one value's binary form, big-endian. Reading past the end and leaving bytes unread are errors of the
 * sender, worded as PostgreSQL's receive functions word them.
 */
public final class BinaryReader {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** The wire adds where: "in bind parameter 1". */
    static final String EXCESS = "incorrect binary data format";

    private final byte[] source;
    private final int end;
    private int at;

    public BinaryReader(byte[] source, int offset, int length) {
        this.source = source;
        this.at = offset;
        this.end = offset + length;
    }

    public int readByte() {
        return source[advance(1)] & 0xff;
    }

    public short readShort() {
        return (short) SHORT.get(source, advance(2));
    }

    public int readInt() {
        return (int) INT.get(source, advance(4));
    }

    public long readLong() {
        return (long) LONG.get(source, advance(8));
    }

    /** Skips bytes and returns the offset in the source where they start. */
    public int skip(int length) {
        return advance(length);
    }

    public int remaining() {
        return end - at;
    }

    private int advance(int length) {
        if (length < 0 || end - at < length) {
            throw new SqlStateException(SqlState.PROTOCOL_VIOLATION, "insufficient data left in message");
        }
        int from = at;
        at += length;
        return from;
    }

    /** Refuses bytes after the value: 22P03, as the server words it for a parameter. */
    public void requireEnd() {
        if (at != end) {
            throw excess();
        }
    }

    static SqlStateException excess() {
        return new SqlStateException(SqlState.INVALID_BINARY_REPRESENTATION, EXCESS);
    }

    /** A whole value of two bytes. */
    static short shortAt(byte[] source, int offset, int length) {
        require(length, 2);
        return (short) SHORT.get(source, offset);
    }

    /** A whole value of four bytes. */
    static int intAt(byte[] source, int offset, int length) {
        require(length, 4);
        return (int) INT.get(source, offset);
    }

    /** A whole value of eight bytes. */
    static long longAt(byte[] source, int offset, int length) {
        require(length, 8);
        return (long) LONG.get(source, offset);
    }

    static void require(int length, int wanted) {
        if (length < wanted) {
            throw new SqlStateException(SqlState.PROTOCOL_VIOLATION, "insufficient data left in message");
        }
        if (length > wanted) {
            throw excess();
        }
    }
}
