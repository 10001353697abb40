package io.trefoil.sql.records.row;

import io.trefoil.sql.types.ByteArraySink;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.nio.charset.StandardCharsets;

/**
 * Reads nested values one after the other; the static methods write what it reads. Lengths are varints of 7 bits a byte,
 * low bits first.
 */
final class ByteCursor {
    private final byte[] bytes;
    private final int end;
    private int position;

    ByteCursor(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.position = offset;
        this.end = offset + length;
    }

    byte[] array() {
        return bytes;
    }

    int position() {
        return position;
    }

    int remaining() {
        return end - position;
    }

    /** Moves on and answers where it was. */
    int skip(int count) {
        if (count < 0 || count > end - position) {
            throw new SqlStateException(SqlState.DATA_CORRUPTED, "malformed row");
        }
        int start = position;
        position += count;
        return start;
    }

    int readByte() {
        return bytes[skip(1)] & 0xff;
    }

    int readInt() {
        return BigEndian.getInt(bytes, skip(4));
    }

    int readVarint() {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = readByte();
            value |= (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
    }

    String readString() {
        int length = readVarint();
        return new String(bytes, skip(length), length, StandardCharsets.UTF_8);
    }

    static void writeVarint(int value, ByteArraySink out) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            out.putByte((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.putByte(rest);
    }

    static void writeBytes(byte[] value, ByteArraySink out) {
        writeVarint(value.length, out);
        out.putBytes(value);
    }

    static int zigzag(int value) {
        return (value << 1) ^ (value >> 31);
    }

    static int unzigzag(int value) {
        return (value >>> 1) ^ -(value & 1);
    }
}
