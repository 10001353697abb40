package io.trefoil.sql.types;

/** boolean: {@code t} and {@code f} out, any unambiguous prefix of true, false, yes, no, on, off, 1, 0 in. */
final class BoolType extends ByteParsedType {
    BoolType() {
        super(TypeOid.BOOL, TypeOid.BOOL_ARRAY, "bool", "boolean", 'B', true, 1);
    }

    @Override
    public Class<?> javaClass() {
        return Boolean.class;
    }

    @Override
    public Object parse(byte[] source, int offset, int length, int typmod, TextFormat format) {
        int end = offset + length;
        int from = AsciiText.skipSpace(source, offset, end);
        while (end > from && AsciiText.isSpace(source[end - 1])) {
            end--;
        }
        if (end - from == 1) {
            switch (source[from]) {
                case 't', 'T', 'y', 'Y', '1' -> {
                    return Boolean.TRUE;
                }
                case 'f', 'F', 'n', 'N', '0' -> {
                    return Boolean.FALSE;
                }
                default -> {}
            }
        } else if (end - from > 1 && end - from <= 5) {
            String word = AsciiText.lower(source, from, end);
            if ("true".startsWith(word) || "yes".startsWith(word) || "on".equals(word)) {
                return Boolean.TRUE;
            }
            if ("false".startsWith(word) || "no".equals(word) || "off".startsWith(word)) {
                return Boolean.FALSE;
            }
        }
        throw InputErrors.syntax("boolean", Utf8.decode(source, offset, length));
    }

    @Override
    public void writeText(Object value, TextFormat format, ByteSink out) {
        out.putByte((Boolean) value ? 't' : 'f');
    }

    @Override
    public String toText(Object value, TextFormat format) {
        return (Boolean) value ? "t" : "f";
    }

    @Override
    public Object readBinary(byte[] source, int offset, int length, int typmod) {
        BinaryReader.require(length, 1);
        return source[offset] != 0;
    }

    @Override
    public void writeBinary(Object value, ByteSink out) {
        out.putByte((Boolean) value ? 1 : 0);
    }

    @Override
    public int compare(Object left, Object right) {
        return ((Boolean) left).compareTo((Boolean) right);
    }
}
