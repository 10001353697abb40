package io.trefoil.sql.types;

/** xid8: a 64-bit unsigned transaction number; input takes whatever number the text begins with. */
final class Xid8Type extends ByteParsedType {
    Xid8Type() {
        super(TypeOid.XID8, TypeOid.XID8_ARRAY, "xid8", "xid8", 'U', false, 8);
    }

    @Override
    public Class<?> javaClass() {
        return Long.class;
    }

    @Override
    public Object parse(byte[] source, int offset, int length, int typmod, TextFormat format) {
        return new UnsignedText(source, offset, offset + length).read(0);
    }

    @Override
    public void writeText(Object value, TextFormat format, ByteSink out) {
        out.putAscii(Long.toUnsignedString((Long) value));
    }

    @Override
    public Object readBinary(byte[] source, int offset, int length, int typmod) {
        return BinaryReader.longAt(source, offset, length);
    }

    @Override
    public void writeBinary(Object value, ByteSink out) {
        out.putLong((Long) value);
    }

    @Override
    public int compare(Object left, Object right) {
        return Long.compareUnsigned((Long) left, (Long) right);
    }
}
