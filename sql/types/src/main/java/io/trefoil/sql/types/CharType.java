package io.trefoil.sql.types;

/** {@code "char"}: one byte; bytes above 127 are written as a backslash and three octal digits. */
final class CharType extends ByteParsedType {
    CharType() {
        super(TypeOid.CHAR, TypeOid.CHAR_ARRAY, "char", "\"char\"", 'Z', false, 1);
    }

    @Override
    public Class<?> javaClass() {
        return Byte.class;
    }

    @Override
    public Object parse(byte[] source, int offset, int length, int typmod, TextFormat format) {
        if (length == 4
                && source[offset] == '\\'
                && isOctal(source[offset + 1])
                && isOctal(source[offset + 2])
                && isOctal(source[offset + 3])) {
            return (byte)
                    (((source[offset + 1] & 7) << 6) | ((source[offset + 2] & 7) << 3) | (source[offset + 3] & 7));
        }
        return length == 0 ? (byte) 0 : source[offset];
    }

    private static boolean isOctal(byte c) {
        return c >= '0' && c <= '7';
    }

    @Override
    public void writeText(Object value, TextFormat format, ByteSink out) {
        int c = (Byte) value & 0xff;
        if (c >= 0x80) {
            out.putByte('\\');
            out.putByte('0' + (c >> 6));
            out.putByte('0' + ((c >> 3) & 7));
            out.putByte('0' + (c & 7));
        } else if (c != 0) {
            out.putByte(c);
        }
    }

    @Override
    public Object readBinary(byte[] source, int offset, int length, int typmod) {
        BinaryReader.require(length, 1);
        return source[offset];
    }

    @Override
    public void writeBinary(Object value, ByteSink out) {
        out.putByte((Byte) value);
    }

    @Override
    public int compare(Object left, Object right) {
        return Byte.compareUnsigned((Byte) left, (Byte) right);
    }
}
