package io.trefoil.wire.server.local;

import io.trefoil.wire.server.connection.OutputSink;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The array that messages collect in. One thread. */
final class LocalSink implements OutputSink {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes;
    private int size;

    LocalSink(int capacity) {
        bytes = new byte[capacity];
    }

    byte[] array() {
        return bytes;
    }

    /** Goes on with another array, empty. */
    void turnTo(byte[] other) {
        bytes = other;
        size = 0;
    }

    @Override
    public void putByte(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    @Override
    public void putShort(int value) {
        reserve(2);
        SHORT.set(bytes, size, (short) value);
        size += 2;
    }

    @Override
    public void putInt(int value) {
        reserve(4);
        INT.set(bytes, size, value);
        size += 4;
    }

    @Override
    public void putLong(long value) {
        reserve(8);
        LONG.set(bytes, size, value);
        size += 8;
    }

    @Override
    public void putBytes(byte[] source, int offset, int length) {
        reserve(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    @Override
    public void putAscii(CharSequence text) {
        int length = text.length();
        reserve(length);
        for (int i = 0; i < length; i++) {
            bytes[size + i] = (byte) text.charAt(i);
        }
        size += length;
    }

    @Override
    public void putUtf8(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        putBytes(encoded, 0, encoded.length);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void setInt(int position, int value) {
        INT.set(bytes, position, value);
    }

    @Override
    public void truncate(int position) {
        size = position;
    }

    private void reserve(int more) {
        if (more > bytes.length - size) {
            int needed = Math.addExact(size, more);
            bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(bytes.length * 2L, Integer.MAX_VALUE - 8)));
        }
    }
}
