package io.trefoil.sql.types;

/** double precision: 64-bit IEEE 754; NaN equals itself and is the greatest, -0 equals 0. */
final class Float8Type extends ByteParsedType {
    Float8Type() {
        super(TypeOid.FLOAT8, TypeOid.FLOAT8_ARRAY, "float8", "double precision", 'N', true, 8);
    }

    @Override
    public Class<?> javaClass() {
        return Double.class;
    }

    @Override
    public Object parse(byte[] source, int offset, int length, int typmod, TextFormat format) {
        return FloatInput.parseDouble(source, offset, length);
    }

    @Override
    public void writeText(Object value, TextFormat format, ByteSink out) {
        FloatOutput.write((double) (Double) value, format.extraFloatDigits(), out);
    }

    @Override
    public Object readBinary(byte[] source, int offset, int length, int typmod) {
        return Double.longBitsToDouble(BinaryReader.longAt(source, offset, length));
    }

    @Override
    public void writeBinary(Object value, ByteSink out) {
        out.putLong(Double.doubleToRawLongBits((Double) value));
    }

    @Override
    public int compare(Object left, Object right) {
        return Double.compare(positive((Double) left), positive((Double) right));
    }

    @Override
    public int hash(Object value) {
        return Double.hashCode(positive((Double) value));
    }

    /** Turns -0 into 0. */
    private static double positive(double value) {
        return value + 0.0;
    }
}
