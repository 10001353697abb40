package io.trefoil.sql.types;

/** real: 32-bit IEEE 754; NaN equals itself and is the greatest, -0 equals 0. */
final class Float4Type extends ByteParsedType {
    Float4Type() {
        super(TypeOid.FLOAT4, TypeOid.FLOAT4_ARRAY, "float4", "real", 'N', false, 4);
    }

    @Override
    public Class<?> javaClass() {
        return Float.class;
    }

    @Override
    public Object parse(byte[] source, int offset, int length, int typmod, TextFormat format) {
        return FloatInput.parseFloat(source, offset, length);
    }

    @Override
    public void writeText(Object value, TextFormat format, ByteSink out) {
        FloatOutput.write((float) (Float) value, format.extraFloatDigits(), out);
    }

    @Override
    public Object readBinary(byte[] source, int offset, int length, int typmod) {
        return Float.intBitsToFloat(BinaryReader.intAt(source, offset, length));
    }

    @Override
    public void writeBinary(Object value, ByteSink out) {
        out.putInt(Float.floatToRawIntBits((Float) value));
    }

    @Override
    public int compare(Object left, Object right) {
        return Float.compare(positive((Float) left), positive((Float) right));
    }

    @Override
    public int hash(Object value) {
        return Float.hashCode(positive((Float) value));
    }

    /** Turns -0 into 0. */
    private static float positive(float value) {
        return value + 0.0f;
    }
}
