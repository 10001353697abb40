package io.trefoil.sql.types;

/** numeric(precision, scale): exact decimals, NaN and infinities. */
final class NumericType extends ByteParsedType {
    NumericType() {
        super(TypeOid.NUMERIC, TypeOid.NUMERIC_ARRAY, "numeric", "numeric", 'N', false, -1);
    }

    @Override
    public Class<?> javaClass() {
        return SqlNumeric.class;
    }

    @Override
    public Object parse(byte[] source, int offset, int length, int typmod, TextFormat format) {
        return NumericText.parse(source, offset, length, typmod);
    }

    @Override
    public void writeText(Object value, TextFormat format, ByteSink out) {
        NumericText.write((SqlNumeric) value, out);
    }

    @Override
    public String toText(Object value, TextFormat format) {
        return value.toString();
    }

    @Override
    public Object readBinary(byte[] source, int offset, int length, int typmod) {
        return NumericTypmod.apply(NumericBinary.read(source, offset, length), typmod);
    }

    @Override
    public void writeBinary(Object value, ByteSink out) {
        NumericBinary.write((SqlNumeric) value, out);
    }

    @Override
    public int compare(Object left, Object right) {
        return ((SqlNumeric) left).compareTo((SqlNumeric) right);
    }

    @Override
    public Object applyTypmod(Object value, int typmod, boolean explicit) {
        return NumericTypmod.apply((SqlNumeric) value, typmod);
    }

    @Override
    public String typmodSuffix(int typmod) {
        return typmod < 0 ? "" : "(" + NumericTypmod.precision(typmod) + "," + NumericTypmod.scale(typmod) + ")";
    }

    @Override
    public int typmodOf(int[] modifiers) {
        return switch (modifiers.length) {
            case 1 -> NumericTypmod.of(modifiers[0], 0);
            case 2 -> NumericTypmod.of(modifiers[0], modifiers[1]);
            default -> throw new SqlStateException(SqlState.INVALID_PARAMETER_VALUE, "invalid NUMERIC type modifier");
        };
    }
}
