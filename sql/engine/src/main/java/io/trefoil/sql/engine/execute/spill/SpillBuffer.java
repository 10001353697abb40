package io.trefoil.sql.engine.execute.spill;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A growing block of bytes that rows are written into or read from. */
final class SpillBuffer {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes;
    private int position;
    private int limit;

    SpillBuffer(int capacity) {
        this.bytes = new byte[capacity];
    }

    byte[] array() {
        return bytes;
    }

    /** While writing: bytes written. While reading: bytes read. */
    int position() {
        return position;
    }

    boolean exhausted() {
        return position >= limit;
    }

    void clear() {
        position = 0;
        limit = 0;
    }

    /** Makes room for a block of this size to be read from its start. */
    void prepareRead(int size) {
        if (bytes.length < size) {
            bytes = new byte[size];
        }
        position = 0;
        limit = size;
    }

    void putByte(int value) {
        reserve(1);
        bytes[position++] = (byte) value;
    }

    void putInt(int value) {
        reserve(4);
        INT.set(bytes, position, value);
        position += 4;
    }

    void putLong(long value) {
        reserve(8);
        LONG.set(bytes, position, value);
        position += 8;
    }

    void putLength(int value) {
        reserve(5);
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            bytes[position++] = (byte) (rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        bytes[position++] = (byte) rest;
    }

    void putBytes(byte[] source) {
        putLength(source.length);
        reserve(source.length);
        System.arraycopy(source, 0, bytes, position, source.length);
        position += source.length;
    }

    int getByte() {
        return bytes[position++];
    }

    int getInt() {
        int value = (int) INT.get(bytes, position);
        position += 4;
        return value;
    }

    long getLong() {
        long value = (long) LONG.get(bytes, position);
        position += 8;
        return value;
    }

    int getLength() {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = bytes[position++];
            value |= (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    byte[] getBytes() {
        int length = getLength();
        position += length;
        return Arrays.copyOfRange(bytes, position - length, position);
    }

    /** Moves over a run of bytes and answers where it starts. */
    int skip(int length) {
        position += length;
        return position - length;
    }

    private void reserve(int more) {
        if (position + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(position + more, bytes.length * 2));
        }
    }
}
