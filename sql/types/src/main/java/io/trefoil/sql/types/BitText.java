package io.trefoil.sql.types;

import java.util.Arrays;

/** Text and binary forms that bit and varbit share: digits 0 and 1, or a leading b or x for binary or hexadecimal. */
final class BitText {
    private BitText() {}

    /** Number of bits that a text stands for if it is well-formed. */
    static int lengthOf(byte[] source, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        return switch (source[offset] | 0x20) {
            case 'x' -> (length - 1) * 4;
            case 'b' -> length - 1;
            default -> length;
        };
    }

    static BitString parse(byte[] source, int offset, int length) {
        int end = offset + length;
        if (length > 0 && (source[offset] | 0x20) == 'x') {
            return parseHexadecimal(source, offset + 1, end);
        }
        int from = length > 0 && (source[offset] | 0x20) == 'b' ? offset + 1 : offset;
        byte[] bytes = new byte[(end - from + 7) / 8];
        for (int i = from; i < end; i++) {
            if (source[i] == '1') {
                bytes[(i - from) >> 3] |= (byte) (0x80 >> ((i - from) & 7));
            } else if (source[i] != '0') {
                throw invalid("binary", source, i, end);
            }
        }
        return new BitString(end - from, bytes);
    }

    private static BitString parseHexadecimal(byte[] source, int from, int end) {
        byte[] bytes = new byte[(end - from + 1) / 2];
        for (int i = from; i < end; i++) {
            int digit = AsciiText.hexDigit(source[i]);
            if (digit < 0) {
                throw invalid("hexadecimal", source, i, end);
            }
            bytes[(i - from) >> 1] |= (byte) (((i - from) & 1) == 0 ? digit << 4 : digit);
        }
        return new BitString((end - from) * 4, bytes);
    }

    private static SqlStateException invalid(String digits, byte[] source, int at, int end) {
        int size = 1;
        while (at + size < end && (source[at + size] & 0xc0) == 0x80) {
            size++;
        }
        return new SqlStateException(
                SqlState.INVALID_TEXT_REPRESENTATION,
                "\"" + Utf8.decode(source, at, size) + "\" is not a valid " + digits + " digit");
    }

    static void write(BitString value, ByteSink out) {
        for (int i = 0; i < value.length(); i++) {
            out.putByte(value.bit(i) ? '1' : '0');
        }
    }

    /** Length in bits as 32 bits, then the bytes. */
    static BitString readBinary(byte[] source, int offset, int length) {
        BinaryReader in = new BinaryReader(source, offset, length);
        int bits = in.readInt();
        if (bits < 0) {
            throw new SqlStateException(
                    SqlState.INVALID_BINARY_REPRESENTATION, "invalid length in external bit string");
        }
        int size = (int) ((bits + 7L) / 8);
        int from = in.skip(size);
        in.requireEnd();
        byte[] bytes = Arrays.copyOfRange(source, from, from + size);
        clearPadding(bytes, bits);
        return new BitString(bits, bytes);
    }

    static void writeBinary(BitString value, ByteSink out) {
        out.putInt(value.length());
        out.putBytes(value.bytes());
    }

    /** The same bits cut or filled with zeros to a length. */
    static BitString resize(BitString value, int length) {
        if (value.length() == length) {
            return value;
        }
        byte[] bytes = Arrays.copyOf(value.bytes(), (length + 7) / 8);
        clearPadding(bytes, length);
        return new BitString(length, bytes);
    }

    private static void clearPadding(byte[] bytes, int length) {
        if ((length & 7) != 0) {
            bytes[bytes.length - 1] &= (byte) (0xff00 >> (length & 7));
        }
    }
}
