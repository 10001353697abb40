package io.trefoil.sql.types;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A {@link ByteSink} over a growing byte array. Reusable through {@link #clear()}; not thread-safe. */
public final class ByteArraySink implements ByteSink {
  private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes;
  private int size;

  public ByteArraySink() {
    this(64);
  }

  public ByteArraySink(int capacity) {
    this.bytes = new byte[capacity];
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
      bytes[size++] = (byte) text.charAt(i);
    }
  }

  @Override
  public void putUtf8(String text) {
    putBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void putDecimal(long value) {
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
  public void putPadded(long value, int width) {
    reserve(width);
    size += width;
    int at = size - 1;
    long rest = value;
    int left = width;
    for (; left > 0 && rest > Integer.MAX_VALUE; left--) {
      bytes[at--] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    // divisions of ints cost a fraction of those of longs
    int narrow = (int) rest;
    for (; left > 0; left--) {
      int quotient = narrow / 10;
      bytes[at--] = (byte) ('0' + narrow - quotient * 10);
      narrow = quotient;
    }
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void setInt(int position, int value) {
    INT.set(bytes, position, value);
  }

  /** The backing array; valid until the next write. Only the first {@link #size()} bytes count. */
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
