package io.trefoil.sql.types;

/** A type of 32 unsigned bits: oid, xid, cid. */
abstract class UnsignedIntType extends ByteParsedType {
    UnsignedIntType(int oid, int arrayOid, String name, char category, boolean preferred) {
        super(oid, arrayOid, name, name, category, preferred, 4);
    }

    @Override
    public final Class<?> javaClass() {
        return Integer.class;
    }

    @Override
    public void writeText(Object value, TextFormat format, ByteSink out) {
        out.putDecimal(Integer.toUnsignedLong((Integer) value));
    }

    @Override
    public final Object readBinary(byte[] source, int offset, int length, int typmod) {
        return BinaryReader.intAt(source, offset, length);
    }

    @Override
    public final void writeBinary(Object value, ByteSink out) {
        out.putInt((Integer) value);
    }

    @Override
    public final int compare(Object left, Object right) {
        return Integer.compareUnsigned((Integer) left, (Integer) right);
    }
}
