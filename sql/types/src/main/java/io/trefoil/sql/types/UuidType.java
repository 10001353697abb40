package io.trefoil.sql.types;

import java.util.UUID;

/** uuid: 32 hexadecimal digits, hyphens allowed after any group of four, braces allowed around; ordered as bytes. */
final class UuidType extends ByteParsedType {
    private static final byte[] HEX = "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    UuidType() {
        super(TypeOid.UUID, TypeOid.UUID_ARRAY, "uuid", "uuid", 'U', false, 16);
    }

    @Override
    public Class<?> javaClass() {
        return UUID.class;
    }

    @Override
    public Object parse(byte[] source, int offset, int length, int typmod, TextFormat format) {
        int at = offset;
        int end = offset + length;
        boolean braces = at < end && source[at] == '{';
        if (braces) {
            at++;
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < 16; i++) {
            int value = at + 1 < end ? AsciiText.hexDigit(source[at]) << 4 | AsciiText.hexDigit(source[at + 1]) : -1;
            if (value < 0) {
                throw malformed(source, offset, length);
            }
            high = high << 8 | low >>> 56;
            low = low << 8 | value;
            at += 2;
            if (at < end && source[at] == '-' && (i & 1) == 1 && i < 15) {
                at++;
            }
        }
        if (braces && (at >= end || source[at++] != '}') || at != end) {
            throw malformed(source, offset, length);
        }
        return new UUID(high, low);
    }

    private static SqlStateException malformed(byte[] source, int offset, int length) {
        return InputErrors.syntax("uuid", Utf8.decode(source, offset, length));
    }

    @Override
    public void writeText(Object value, TextFormat format, ByteSink out) {
        UUID uuid = (UUID) value;
        byte[] text = new byte[36];
        int at = hex(uuid.getMostSignificantBits(), 64, 32, text, 0);
        text[at++] = '-';
        at = hex(uuid.getMostSignificantBits(), 32, 16, text, at);
        text[at++] = '-';
        at = hex(uuid.getMostSignificantBits(), 16, 0, text, at);
        text[at++] = '-';
        at = hex(uuid.getLeastSignificantBits(), 64, 48, text, at);
        text[at++] = '-';
        hex(uuid.getLeastSignificantBits(), 48, 0, text, at);
        out.putBytes(text, 0, text.length);
    }

    /** Writes the bits below one bound and from another as hex digits; returns the next free index. */
    private static int hex(long bits, int below, int from, byte[] text, int index) {
        int at = index;
        for (int shift = below - 4; shift >= from; shift -= 4) {
            text[at++] = HEX[(int) (bits >>> shift) & 15];
        }
        return at;
    }

    @Override
    public String toText(Object value, TextFormat format) {
        return value.toString();
    }

    @Override
    public Object readBinary(byte[] source, int offset, int length, int typmod) {
        BinaryReader.require(length, 16);
        return new UUID(BinaryReader.longAt(source, offset, 8), BinaryReader.longAt(source, offset + 8, 8));
    }

    @Override
    public void writeBinary(Object value, ByteSink out) {
        UUID uuid = (UUID) value;
        out.putLong(uuid.getMostSignificantBits());
        out.putLong(uuid.getLeastSignificantBits());
    }

    @Override
    public int compare(Object left, Object right) {
        UUID a = (UUID) left;
        UUID b = (UUID) right;
        int order = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return order != 0 ? order : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }
}
