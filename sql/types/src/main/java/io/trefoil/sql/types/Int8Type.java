package io.trefoil.sql.types;

/** bigint: 64 bits, signed. */
final class Int8Type extends ByteParsedType {
    Int8Type() {
        super(TypeOid.INT8, TypeOid.INT8_ARRAY, "int8", "bigint", 'N', false, 8);
    }

    @Override
    public Class<?> javaClass() {
        return Long.class;
    }

    @Override
    public Object parse(byte[] source, int offset, int length, int typmod, TextFormat format) {
        return IntegerText.parse(source, offset, length, Long.MIN_VALUE, Long.MAX_VALUE, "bigint");
    }

    @Override
    public void writeText(Object value, TextFormat format, ByteSink out) {
        out.putDecimal((Long) value);
    }

    @Override
    public String toText(Object value, TextFormat format) {
        return Long.toString((Long) value);
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
        return Long.compare((Long) left, (Long) right);
    }
}
