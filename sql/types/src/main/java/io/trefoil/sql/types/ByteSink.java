package io.trefoil.sql.types;

/**
 * Where encoders write bytes: a growing buffer that the caller owns (the wire wraps Netty's buffer, tests and the
 * row format use {@link ByteArraySink}). Multi-byte integers are big-endian, as on PostgreSQL's wire.
 */
public interface ByteSink {
    void putByte(int value);

    void putShort(int value);

    void putInt(int value);

    void putLong(long value);

    void putBytes(byte[] source, int offset, int length);

    default void putBytes(byte[] source) {
        putBytes(source, 0, source.length);
    }

    /** Writes ASCII characters only; the caller guarantees that every char is below 0x80. */
    void putAscii(CharSequence text);

    /** Writes the UTF-8 form of any string. */
    void putUtf8(String text);

    /** Bytes written so far; a position to hand to {@link #setInt}. */
    int size();

    /** Overwrites four bytes at a position returned by {@link #size()} earlier (length prefixes). */
    void setInt(int position, int value);

    /** Writes a number in decimal digits, with a minus sign when negative. */
    default void putDecimal(long value) {
        putAscii(Long.toString(value));
    }

    /** Writes the lowest digits of a non-negative number, padded with zeros to a width of at most 19. */
    default void putPadded(long value, int width) {
        byte[] digits = new byte[width];
        long rest = value;
        for (int i = width - 1; i >= 0; i--) {
            digits[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        putBytes(digits, 0, width);
    }
}
