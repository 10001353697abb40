package io.trefoil.sql.types;

/** void: what functions without a result return; its value is the empty String. */
final class VoidType extends SqlType {
    VoidType() {
        super(TypeOid.VOID, 0, "void", "void", 'P', false, 4);
    }

    @Override
    public Class<?> javaClass() {
        return String.class;
    }

    @Override
    public Object parse(String text, int typmod, TextFormat format) {
        return "";
    }

    @Override
    public void writeText(Object value, TextFormat format, ByteSink out) {}

    @Override
    public Object readBinary(byte[] source, int offset, int length, int typmod) {
        return "";
    }

    @Override
    public void writeBinary(Object value, ByteSink out) {}

    @Override
    public int compare(Object left, Object right) {
        return 0;
    }

    @Override
    public boolean ordered() {
        return false;
    }
}
