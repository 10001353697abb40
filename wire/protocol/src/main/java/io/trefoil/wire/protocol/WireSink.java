package io.trefoil.wire.protocol;

/**
 * Where {@link MessageWriter} puts bytes: a growing buffer that the caller owns. Integers are big-endian. The server
 * puts Netty's buffer behind it, clients and tests a {@link WireBuffer}.
 */
public interface WireSink {
    void putByte(int value);

    void putShort(int value);

    void putInt(int value);

    void putLong(long value);

    void putBytes(byte[] source, int offset, int length);

    /** Writes characters that are all below 0x80. */
    void putAscii(CharSequence text);

    /** Writes the UTF-8 form of any string. */
    void putUtf8(String text);

    /** Bytes written so far; a position for {@link #setInt} and {@link #truncate}. */
    int size();

    /** Overwrites four bytes at an earlier position (length prefixes). */
    void setInt(int position, int value);

    /** Forgets everything written after an earlier position (a message that cannot be finished). */
    void truncate(int position);
}
