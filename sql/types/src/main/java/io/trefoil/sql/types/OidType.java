package io.trefoil.sql.types;

/** oid: 32 bits, unsigned; negative input down to -2147483648 wraps around. */
final class OidType extends UnsignedIntType {
    OidType() {
        super(TypeOid.OID, TypeOid.OID_ARRAY, "oid", 'N', true);
    }

    @Override
    public Object parse(byte[] source, int offset, int length, int typmod, TextFormat format) {
        return parse(source, offset, length);
    }

    static int parse(byte[] source, int offset, int length) {
        int end = offset + length;
        UnsignedText number = new UnsignedText(source, offset, end);
        long value = read(source, offset, end, number);
        if (AsciiText.skipSpace(source, number.end(), end) != end) {
            throw InputErrors.syntax("oid", Utf8.decode(source, offset, length));
        }
        return narrowed(value, source, offset, end);
    }

    /** One number of a list; errors quote the text from there on. */
    static int next(byte[] source, int offset, int end, UnsignedText number) {
        return narrowed(read(source, offset, end, number), source, offset, end);
    }

    private static long read(byte[] source, int offset, int end, UnsignedText number) {
        long value = number.read(10);
        if (number.end() == offset) {
            throw InputErrors.syntax("oid", Utf8.decode(source, offset, end - offset));
        }
        if (number.overflowed()) {
            throw InputErrors.range("oid", Utf8.decode(source, offset, end - offset));
        }
        return value;
    }

    private static int narrowed(long value, byte[] source, int offset, int end) {
        if (value != (int) value && value >>> 32 != 0) {
            throw InputErrors.range("oid", Utf8.decode(source, offset, end - offset));
        }
        return (int) value;
    }
}
