package io.trefoil.wire.server.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trefoil.sql.types.ByteSink;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.TextFormat;

/** Three types that are enough for the wire: a number, a text, and one whose output fails. */
final class FakeType extends SqlType {
    static final FakeType INT4 = new FakeType(23, 1007, "int4", "integer", 'N', 4);
    static final FakeType TEXT = new FakeType(25, 1009, "text", "text", 'S', -1);
    static final FakeType BROKEN = new FakeType(705, 0, "unknown", "unknown", 'X', -2);

    private FakeType(int oid, int arrayOid, String name, String sqlName, char category, int length) {
        super(oid, arrayOid, name, sqlName, category, false, length);
    }

    @Override
    public Class<?> javaClass() {
        return this == INT4 ? Integer.class : String.class;
    }

    @Override
    public Object parse(String text, int typmod, TextFormat format) {
        return this == INT4 ? (Object) Integer.valueOf(text) : text;
    }

    @Override
    public void writeText(Object value, TextFormat format, ByteSink out) {
        if (value instanceof Integer digit && digit >= 0 && digit < 10) {
            out.putByte('0' + digit);
        } else {
            out.putUtf8(value.toString());
        }
        failIfBroken();
    }

    @Override
    public String toText(Object value, TextFormat format) {
        return value.toString();
    }

    @Override
    public Object readBinary(byte[] source, int offset, int length, int typmod) {
        return new String(source, offset, length, UTF_8);
    }

    @Override
    public void writeBinary(Object value, ByteSink out) {
        if (value instanceof Integer number) {
            out.putInt(number);
        } else {
            out.putUtf8(value.toString());
        }
        failIfBroken();
    }

    @Override
    public int compare(Object left, Object right) {
        return left.toString().compareTo(right.toString());
    }

    private void failIfBroken() {
        if (this == BROKEN) {
            throw new SqlStateException(SqlState.DATA_EXCEPTION, "this value cannot be shown");
        }
    }
}
