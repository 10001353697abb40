package io.trefoil.sql.types;

import java.nio.charset.StandardCharsets;

/** json: checked JSON text that keeps its spelling. It has no order and no equality. */
final class JsonType extends ByteParsedType {
    JsonType() {
        super(TypeOid.JSON, TypeOid.JSON_ARRAY, "json", "json", 'U', false, -1);
    }

    @Override
    public Class<?> javaClass() {
        return String.class;
    }

    @Override
    public Object parse(byte[] source, int offset, int length, int typmod, TextFormat format) {
        String text = Utf8.decode(source, offset, length);
        JsonReader.validate(source, offset, length);
        return text;
    }

    @Override
    public void writeText(Object value, TextFormat format, ByteSink out) {
        out.putUtf8((String) value);
    }

    @Override
    public String toText(Object value, TextFormat format) {
        return (String) value;
    }

    @Override
    public Object readBinary(byte[] source, int offset, int length, int typmod) {
        return parse(source, offset, length, typmod, TextFormat.DEFAULT);
    }

    @Override
    public void writeBinary(Object value, ByteSink out) {
        out.putBytes(((String) value).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int compare(Object left, Object right) {
        throw new SqlStateException(
                SqlState.UNDEFINED_FUNCTION, "could not identify a comparison function for type json");
    }

    @Override
    public boolean equal(Object left, Object right) {
        return left.equals(right);
    }

    @Override
    public boolean ordered() {
        return false;
    }
}
