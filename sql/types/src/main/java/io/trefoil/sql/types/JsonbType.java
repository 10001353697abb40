package io.trefoil.sql.types;

/** jsonb: JSON as a tree, printed in one canonical form. The binary form is a version byte, 1, and the text. */
final class JsonbType extends ByteParsedType {
    private static final int VERSION = 1;

    JsonbType() {
        super(TypeOid.JSONB, TypeOid.JSONB_ARRAY, "jsonb", "jsonb", 'U', false, -1);
    }

    @Override
    public Class<?> javaClass() {
        return SqlJson.class;
    }

    @Override
    public Object parse(byte[] source, int offset, int length, int typmod, TextFormat format) {
        Utf8.decode(source, offset, length);
        return JsonReader.read(source, offset, length);
    }

    @Override
    public void writeText(Object value, TextFormat format, ByteSink out) {
        JsonText.write((SqlJson) value, out);
    }

    @Override
    public Object readBinary(byte[] source, int offset, int length, int typmod) {
        BinaryReader in = new BinaryReader(source, offset, length);
        int version = in.readByte();
        if (version != VERSION) {
            throw new SqlStateException(
                    SqlState.INVALID_BINARY_REPRESENTATION, "unsupported jsonb version number " + version);
        }
        return parse(source, offset + 1, length - 1, typmod, TextFormat.DEFAULT);
    }

    @Override
    public void writeBinary(Object value, ByteSink out) {
        out.putByte(VERSION);
        JsonText.write((SqlJson) value, out);
    }

    @Override
    public int compare(Object left, Object right) {
        return JsonOrder.compare((SqlJson) left, (SqlJson) right);
    }

    @Override
    public int hash(Object value) {
        return value.hashCode();
    }
}
