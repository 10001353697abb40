package io.trefoil.sql.records.key;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A growing buffer that one key is written into, big-endian. Not reusable after {@link #finish}. */
public final class KeyWriter {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes;
    private int size;

    /** @param capacity the expected size; an exact guess saves a copy */
    public KeyWriter(int capacity) {
        this.bytes = new byte[capacity];
    }

    public void putByte(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    public void putShort(int value) {
        reserve(2);
        SHORT.set(bytes, size, (short) value);
        size += 2;
    }

    public void putInt(int value) {
        reserve(4);
        INT.set(bytes, size, value);
        size += 4;
    }

    public void putLong(long value) {
        reserve(8);
        LONG.set(bytes, size, value);
        size += 8;
    }

    public void putBytes(byte[] source) {
        putBytes(source, 0, source.length);
    }

    public void putBytes(byte[] source, int offset, int length) {
        reserve(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    /** Bytes written so far. */
    public int size() {
        return size;
    }

    /** Replaces every byte from a position on by its complement: turns an ascending encoding into a descending one. */
    void invertFrom(int position) {
        for (int i = position; i < size; i++) {
            bytes[i] = (byte) ~bytes[i];
        }
    }

    /** The key; the writer must not be used afterwards. */
    public byte[] finish() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    /** What was written so far, as an array of its own; writing may go on. */
    public byte[] copy() {
        return Arrays.copyOf(bytes, size);
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }
}
