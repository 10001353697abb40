package io.trefoil.sql.types;

/** A pseudo-type: a name for the binder, never a stored value. */
final class IdentityType extends SqlType {
    IdentityType(int oid, int arrayOid, String name, String sqlName, char category, boolean preferred, int length) {
        super(oid, arrayOid, name, sqlName, category, preferred, length);
    }

    @Override
    public Class<?> javaClass() {
        return Object.class;
    }

    @Override
    public Object parse(String text, int typmod, TextFormat format) {
        throw refusal("accept");
    }

    @Override
    public void writeText(Object value, TextFormat format, ByteSink out) {
        throw refusal("display");
    }

    @Override
    public Object readBinary(byte[] source, int offset, int length, int typmod) {
        throw refusal("accept");
    }

    @Override
    public void writeBinary(Object value, ByteSink out) {
        throw refusal("display");
    }

    @Override
    public int compare(Object left, Object right) {
        throw new SqlStateException(
                SqlState.UNDEFINED_FUNCTION, "could not identify a comparison function for type " + sqlName());
    }

    @Override
    public boolean ordered() {
        return false;
    }

    private SqlStateException refusal(String verb) {
        return new SqlStateException(
                SqlState.FEATURE_NOT_SUPPORTED, "cannot " + verb + " a value of type " + sqlName());
    }
}
