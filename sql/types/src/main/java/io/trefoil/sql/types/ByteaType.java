package io.trefoil.sql.types;

import java.util.Arrays;

/** bytea: bytes, written as hex or in the escape form (bytea_output), read in both. */
final class ByteaType extends ByteParsedType {
    private static final byte[] HEX = "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    ByteaType() {
        super(TypeOid.BYTEA, TypeOid.BYTEA_ARRAY, "bytea", "bytea", 'U', false, -1);
    }

    @Override
    public Class<?> javaClass() {
        return byte[].class;
    }

    @Override
    public Object parse(byte[] source, int offset, int length, int typmod, TextFormat format) {
        return length >= 2 && source[offset] == '\\' && source[offset + 1] == 'x'
                ? parseHex(source, offset + 2, offset + length)
                : parseEscape(source, offset, offset + length);
    }

    private static byte[] parseHex(byte[] source, int from, int end) {
        byte[] result = new byte[(end - from) / 2];
        int size = 0;
        int at = from;
        while (at < end) {
            int c = source[at];
            if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
                at++;
                continue;
            }
            int high = hexDigit(source, at, end);
            if (at + 1 >= end) {
                throw new SqlStateException(
                        SqlState.INVALID_PARAMETER_VALUE, "invalid hexadecimal data: odd number of digits");
            }
            int low = hexDigit(source, at + 1, end);
            result[size++] = (byte) (high << 4 | low);
            at += 2;
        }
        return size == result.length ? result : Arrays.copyOf(result, size);
    }

    private static int hexDigit(byte[] source, int at, int end) {
        int digit = AsciiText.hexDigit(source[at]);
        if (digit < 0) {
            int size = 1;
            while (at + size < end && (source[at + size] & 0xc0) == 0x80) {
                size++;
            }
            throw new SqlStateException(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "invalid hexadecimal digit: \"" + Utf8.decode(source, at, size) + "\"");
        }
        return digit;
    }

    private static byte[] parseEscape(byte[] source, int from, int end) {
        byte[] result = new byte[end - from];
        int size = 0;
        int at = from;
        while (at < end) {
            if (source[at] != '\\') {
                result[size++] = source[at++];
            } else if (at + 1 < end && source[at + 1] == '\\') {
                result[size++] = '\\';
                at += 2;
            } else if (at + 3 < end
                    && octal(source[at + 1], 3)
                    && octal(source[at + 2], 7)
                    && octal(source[at + 3], 7)) {
                result[size++] =
                        (byte) ((source[at + 1] - '0') << 6 | (source[at + 2] - '0') << 3 | (source[at + 3] - '0'));
                at += 4;
            } else {
                throw new SqlStateException(
                        SqlState.INVALID_TEXT_REPRESENTATION, "invalid input syntax for type bytea");
            }
        }
        return size == result.length ? result : Arrays.copyOf(result, size);
    }

    private static boolean octal(int c, int greatest) {
        return c >= '0' && c <= '0' + greatest;
    }

    @Override
    public void writeText(Object value, TextFormat format, ByteSink out) {
        byte[] bytes = (byte[]) value;
        if (!format.byteaHex()) {
            writeEscape(bytes, out);
            return;
        }
        byte[] text = new byte[2 + bytes.length * 2];
        text[0] = '\\';
        text[1] = 'x';
        for (int i = 0; i < bytes.length; i++) {
            text[2 + 2 * i] = HEX[(bytes[i] >> 4) & 15];
            text[3 + 2 * i] = HEX[bytes[i] & 15];
        }
        out.putBytes(text, 0, text.length);
    }

    private static void writeEscape(byte[] bytes, ByteSink out) {
        for (byte b : bytes) {
            if (b == '\\') {
                out.putByte('\\');
                out.putByte('\\');
            } else if (b < 0x20 || b == 0x7f) {
                out.putByte('\\');
                out.putByte('0' + ((b >> 6) & 3));
                out.putByte('0' + ((b >> 3) & 7));
                out.putByte('0' + (b & 7));
            } else {
                out.putByte(b);
            }
        }
    }

    @Override
    public Object readBinary(byte[] source, int offset, int length, int typmod) {
        return Arrays.copyOfRange(source, offset, offset + length);
    }

    @Override
    public void writeBinary(Object value, ByteSink out) {
        out.putBytes((byte[]) value);
    }

    @Override
    public int compare(Object left, Object right) {
        return Arrays.compareUnsigned((byte[]) left, (byte[]) right);
    }

    @Override
    public boolean equal(Object left, Object right) {
        return Arrays.equals((byte[]) left, (byte[]) right);
    }

    @Override
    public int hash(Object value) {
        return Arrays.hashCode((byte[]) value);
    }
}
