package io.trefoil.sql.types;

/** integer: 32 bits, signed. */
final class Int4Type extends ByteParsedType {
    Int4Type() {
        super(TypeOid.INT4, TypeOid.INT4_ARRAY, "int4", "integer", 'N', false, 4);
    }

    @Override
    public Class<?> javaClass() {
        return Integer.class;
    }

    @Override
    public Object parse(byte[] source, int offset, int length, int typmod, TextFormat format) {
        return (int) IntegerText.parse(source, offset, length, Integer.MIN_VALUE, Integer.MAX_VALUE, "integer");
    }

    @Override
    public void writeText(Object value, TextFormat format, ByteSink out) {
        out.putDecimal((Integer) value);
    }

    @Override
    public String toText(Object value, TextFormat format) {
        return Integer.toString((Integer) value);
    }

    @Override
    public Object readBinary(byte[] source, int offset, int length, int typmod) {
        return BinaryReader.intAt(source, offset, length);
    }

    @Override
    public void writeBinary(Object value, ByteSink out) {
        out.putInt((Integer) value);
    }

    @Override
    public int compare(Object left, Object right) {
        return Integer.compare((Integer) left, (Integer) right);
    }
}
