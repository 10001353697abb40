package io.trefoil.wire.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one message body out of a byte array. Every fault is a {@link ProtocolViolation} worded as
 * PostgreSQL's pqformat.c words it. What it returns are copies; the array may be reused afterwards. One thread.
 */
public final class MessageReader {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final byte[] NO_BYTES = new byte[0];
    private static final byte[][] NO_VALUES = new byte[0][];
    private static final short[] ALL_TEXT = new short[0];
    private static final int[] NO_INTS = new int[0];

    private byte[] bytes = NO_BYTES;
    private int position;
    private int limit;

    /** Reads the whole array. */
    public static MessageReader over(byte[] body) {
        var reader = new MessageReader();
        reader.reset(body, 0, body.length);
        return reader;
    }

    /** Turns to the bytes from {@code start} up to {@code end} (exclusive). */
    public void reset(byte[] source, int start, int end) {
        bytes = source;
        position = start;
        limit = end;
    }

    public int remaining() {
        return limit - position;
    }

    public int int8() {
        need(1);
        return bytes[position++];
    }

    /** An unsigned 16-bit number. */
    public int int16() {
        need(2);
        int value = (short) SHORT.get(bytes, position) & 0xffff;
        position += 2;
        return value;
    }

    public int int32() {
        need(4);
        int value = (int) INT.get(bytes, position);
        position += 4;
        return value;
    }

    public byte[] bytes(int length) {
        if (length == 0) {
            return NO_BYTES;
        }
        need(length);
        byte[] value = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return value;
    }

    /** All that is left of the body. */
    public byte[] rest() {
        return bytes(remaining());
    }

    /** A zero-terminated UTF-8 string; 22021 when it is not UTF-8. */
    public String string() {
        int start = position;
        int end = start;
        while (end < limit && bytes[end] != 0) {
            end++;
        }
        if (end == limit) {
            throw ProtocolViolation.of("invalid string in message");
        }
        position = end + 1;
        return end == start ? "" : utf8(bytes, start, end - start);
    }

    /** A value with its int32 length; null for length -1. */
    public byte @Nullable [] value() {
        int length = int32();
        return length == -1 ? null : bytes(length);
    }

    /** An int16 count, then as many values. */
    public byte[] @Nullable [] values() {
        int count = int16();
        if (count == 0) {
            return NO_VALUES;
        }
        need(4 * count);
        byte[] @Nullable [] values = new byte[count][];
        for (int i = 0; i < count; i++) {
            values[i] = value();
        }
        return values;
    }

    /** An int16 count, then as many format codes; 22023 for other codes than 0 and 1. */
    public short[] formats() {
        int count = int16();
        if (count == 0) {
            return ALL_TEXT;
        }
        need(2 * count);
        short[] formats = new short[count];
        for (int i = 0; i < count; i++) {
            formats[i] = format();
        }
        return formats;
    }

    /** One format code; 22023 for other codes than 0 and 1. */
    public short format() {
        int code = int16();
        if (code > 1) {
            throw ProtocolViolation.of("22023", "unsupported format code: " + (short) code);
        }
        return (short) code;
    }

    /** An int16 count, then as many 32-bit numbers. */
    public int[] int32s() {
        int count = int16();
        if (count == 0) {
            return NO_INTS;
        }
        need(4 * count);
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = int32();
        }
        return values;
    }

    /** Checks that the body was read to its end. */
    public void end() {
        if (position != limit) {
            throw ProtocolViolation.of("invalid message format");
        }
    }

    private void need(int count) {
        if (count < 0 || count > limit - position) {
            throw ProtocolViolation.of("insufficient data left in message");
        }
    }

    /** Decodes strictly: the lenient decoder first, and a second look only when it put a replacement character. */
    private static String utf8(byte[] source, int offset, int length) {
        String text = new String(source, offset, length, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) {
            requireUtf8(source, offset, length);
        }
        return text;
    }

    private static void requireUtf8(byte[] source, int offset, int length) {
        var input = ByteBuffer.wrap(source, offset, length);
        try {
            StandardCharsets.UTF_8.newDecoder().decode(input);
        } catch (CharacterCodingException malformed) {
            // The decoder leaves the position at the first byte it could not take.
            String bytes = hexOfSequence(source, input.position(), input.limit());
            throw ProtocolViolation.of("22021", "invalid byte sequence for encoding \"UTF8\": " + bytes);
        }
    }

    /** The bytes that the first one announces as a character, as PostgreSQL prints them: {@code 0xe2 0x28 0xa1}. */
    private static String hexOfSequence(byte[] source, int start, int end) {
        int first = source[start] & 0xff;
        int announced = first < 0xc0 || first >= 0xf8 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
        var hex = new StringBuilder();
        for (int i = start; i < Math.min(end, start + announced); i++) {
            hex.append(i == start ? "0x" : " 0x").append(HexFormat.of().toHexDigits(source[i]));
        }
        return hex.toString();
    }
}
