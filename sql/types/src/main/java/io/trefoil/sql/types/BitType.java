package io.trefoil.sql.types;

/** bit(n), with exactly n bits, and bit varying(n), with at most n. */
final class BitType extends ByteParsedType {
    private final boolean varying;

    private BitType(int oid, int arrayOid, String name, String sqlName, boolean varying) {
        super(oid, arrayOid, name, sqlName, 'V', varying, -1);
        this.varying = varying;
    }

    static BitType fixed() {
        return new BitType(TypeOid.BIT, TypeOid.BIT_ARRAY, "bit", "bit", false);
    }

    static BitType varying() {
        return new BitType(TypeOid.VARBIT, TypeOid.VARBIT_ARRAY, "varbit", "bit varying", true);
    }

    @Override
    public Class<?> javaClass() {
        return BitString.class;
    }

    @Override
    public Object parse(byte[] source, int offset, int length, int typmod, TextFormat format) {
        requireLength(BitText.lengthOf(source, offset, length), typmod);
        return BitText.parse(source, offset, length);
    }

    @Override
    public void writeText(Object value, TextFormat format, ByteSink out) {
        BitText.write((BitString) value, out);
    }

    @Override
    public Object readBinary(byte[] source, int offset, int length, int typmod) {
        return fit(BitText.readBinary(source, offset, length), typmod, false);
    }

    @Override
    public void writeBinary(Object value, ByteSink out) {
        BitText.writeBinary((BitString) value, out);
    }

    @Override
    public int compare(Object left, Object right) {
        return ((BitString) left).compareTo((BitString) right);
    }

    @Override
    public Object applyTypmod(Object value, int typmod, boolean explicit) {
        return fit((BitString) value, typmod, explicit);
    }

    private boolean fits(int length, int typmod) {
        return typmod <= 0 || length == typmod || varying && length < typmod;
    }

    private void requireLength(int length, int typmod) {
        if (fits(length, typmod)) {
            return;
        }
        throw varying
                ? new SqlStateException(
                        SqlState.STRING_DATA_RIGHT_TRUNCATION,
                        "bit string too long for type bit varying(" + typmod + ")")
                : new SqlStateException(
                        SqlState.STRING_DATA_LENGTH_MISMATCH,
                        "bit string length " + length + " does not match type bit(" + typmod + ")");
    }

    private BitString fit(BitString bits, int typmod, boolean explicit) {
        if (!explicit) {
            requireLength(bits.length(), typmod);
        }
        return fits(bits.length(), typmod) ? bits : BitText.resize(bits, typmod);
    }

    @Override
    public String typmodSuffix(int typmod) {
        return typmod < 0 ? "" : "(" + typmod + ")";
    }

    @Override
    public String formatted(int typmod) {
        return typmod < 0 && !varying ? "\"bit\"" : super.formatted(typmod);
    }

    @Override
    public int typmodOf(int[] modifiers) {
        return LengthTypmod.ofBits(modifiers, name());
    }
}
