package io.trefoil.sql.types;

/** smallint: 16 bits, signed. */
final class Int2Type extends ByteParsedType {
    Int2Type() {
        super(TypeOid.INT2, TypeOid.INT2_ARRAY, "int2", "smallint", 'N', false, 2);
    }

    @Override
    public Class<?> javaClass() {
        return Short.class;
    }

    @Override
    public Object parse(byte[] source, int offset, int length, int typmod, TextFormat format) {
        return (short) IntegerText.parse(source, offset, length, Short.MIN_VALUE, Short.MAX_VALUE, "smallint");
    }

    @Override
    public void writeText(Object value, TextFormat format, ByteSink out) {
        out.putDecimal((Short) value);
    }

    @Override
    public String toText(Object value, TextFormat format) {
        return Short.toString((Short) value);
    }

    @Override
    public Object readBinary(byte[] source, int offset, int length, int typmod) {
        return BinaryReader.shortAt(source, offset, length);
    }

    @Override
    public void writeBinary(Object value, ByteSink out) {
        out.putShort((Short) value);
    }

    @Override
    public int compare(Object left, Object right) {
        return Short.compare((Short) left, (Short) right);
    }
}
