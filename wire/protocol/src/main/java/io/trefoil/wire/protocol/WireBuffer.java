package io.trefoil.wire.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A {@link WireSink} over a growing byte array, for clients and tests. Reusable by {@link #clear}; one thread. */
public final class WireBuffer implements WireSink {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes = new byte[256];
    private int size;

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
        reserve(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[size++] = (byte) text.charAt(i);
        }
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

    /** The backing array, valid until the next write; only the first {@link #size()} bytes count. */
    public byte[] array() {
        return bytes;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    public void clear() {
        size = 0;
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }
}
