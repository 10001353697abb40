package io.trefoil.sql.types;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A {@link ByteSink} over a growing byte array. Reusable through {@link #clear()}; not thread-safe. Open, so that a buffer
 * with more contracts can be one of these; overriding a put would cost every caller the inlined call.
 */
public class ByteArraySink implements ByteSink {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** The two ASCII digits of each number below 100. */
    private static final short[] DIGIT_PAIRS = new short[100];

    static {
        for (int i = 0; i < DIGIT_PAIRS.length; i++) {
            DIGIT_PAIRS[i] = (short) (('0' + i / 10) << 8 | ('0' + i % 10));
        }
    }

    private byte[] bytes;
    private int size;

    public ByteArraySink() {
        this(64);
    }

    public ByteArraySink(int capacity) {
        this.bytes = new byte[capacity];
    }

    @Override
    public final void putByte(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    @Override
    public final void putShort(int value) {
        reserve(2);
        SHORT.set(bytes, size, (short) value);
        size += 2;
    }

    @Override
    public final void putInt(int value) {
        reserve(4);
        INT.set(bytes, size, value);
        size += 4;
    }

    @Override
    public final void putLong(long value) {
        reserve(8);
        LONG.set(bytes, size, value);
        size += 8;
    }

    @Override
    public final void putBytes(byte[] source, int offset, int length) {
        reserve(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    @Override
    public final void putAscii(CharSequence text) {
        int length = text.length();
        reserve(length);
        for (int i = 0; i < length; i++) {
            bytes[size++] = (byte) text.charAt(i);
        }
    }

    @Override
    public final void putUtf8(String text) {
        putBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public final void putDecimal(long value) {
        if (value < 0) {
            if (value == Long.MIN_VALUE) {
                putAscii("-9223372036854775808");
                return;
            }
            putByte('-');
            putDecimal(-value);
            return;
        }
        putPadded(value, DecimalPowers.digits(value));
    }

    @Override
    public final void putPadded(long value, int width) {
        reserve(width);
        size += width;
        int at = size;
        long rest = value;
        int left = width;
        for (; left > 1 && rest > Integer.MAX_VALUE; left -= 2) {
            at -= 2;
            SHORT.set(bytes, at, DIGIT_PAIRS[(int) (rest % 100)]);
            rest /= 100;
        }
        // divisions of ints cost a fraction of those of longs
        int narrow = (int) rest;
        for (; left > 1; left -= 2) {
            int quotient = narrow / 100;
            at -= 2;
            SHORT.set(bytes, at, DIGIT_PAIRS[narrow - quotient * 100]);
            narrow = quotient;
        }
        if (left == 1) {
            bytes[at - 1] = (byte) ('0' + (rest > Integer.MAX_VALUE ? (int) (rest % 10) : narrow % 10));
        }
    }

    @Override
    public final int size() {
        return size;
    }

    @Override
    public final void setInt(int position, int value) {
        INT.set(bytes, position, value);
    }

    /** The backing array; valid until the next write. Only the first {@link #size()} bytes count. */
    public final byte[] array() {
        return bytes;
    }

    public final byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    public final void clear() {
        size = 0;
    }

    /** Forgets everything written after an earlier {@link #size()}. */
    public final void truncate(int position) {
        size = position;
    }

    /** Goes on with another array, empty; the old one is the caller's. */
    public final void turnTo(byte[] other) {
        bytes = other;
        size = 0;
    }

    private void reserve(int more) {
        if (more > bytes.length - size) {
            grow(more);
        }
    }

    private void grow(int more) {
        int needed = Math.addExact(size, more);
        bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(bytes.length * 2L, Integer.MAX_VALUE - 8)));
    }
}
