package io.trefoil.sql.types;

import io.trefoil.sql.types.ObjectNames.Kind;
import java.util.OptionalInt;

/**
 * A reg* type: an OID that reads and prints as the name of a catalog object. A number is taken as it is, {@code -} is
 * OID 0, everything else is looked up through {@link TextFormat#names}.
 */
final class ObjectReferenceType extends SqlType {
    private final Kind kind;

    ObjectReferenceType(int oid, int arrayOid, String name, Kind kind) {
        super(oid, arrayOid, name, name, 'N', false, 4);
        this.kind = kind;
    }

    @Override
    public Class<?> javaClass() {
        return Integer.class;
    }

    @Override
    public Object parse(String text, int typmod, TextFormat format) {
        boolean digits = !text.isEmpty();
        for (int i = 0; i < text.length() && digits; i++) {
            digits = AsciiText.isDigit(text.charAt(i));
        }
        if (digits) {
            return SqlTypes.OID.parse(text, -1, format);
        }
        if (text.equals("-") && kind != Kind.OPER && kind != Kind.OPERATOR) {
            return 0;
        }
        OptionalInt oid = format.names().oidOf(kind, text);
        if (oid.isEmpty()) {
            throw missing(text);
        }
        return oid.getAsInt();
    }

    private SqlStateException missing(String text) {
        String quoted = "\"" + text + "\"";
        return switch (kind) {
            case CLASS -> absent(SqlState.UNDEFINED_TABLE, "relation " + quoted);
            case TYPE -> absent(SqlState.UNDEFINED_OBJECT, "type " + quoted);
            case PROC, PROCEDURE -> absent(SqlState.UNDEFINED_FUNCTION, "function " + quoted);
            case OPER, OPERATOR ->
                new SqlStateException(SqlState.UNDEFINED_FUNCTION, "operator does not exist: " + text);
            case NAMESPACE -> absent(SqlState.INVALID_SCHEMA_NAME, "schema " + quoted);
            case ROLE -> absent(SqlState.UNDEFINED_OBJECT, "role " + quoted);
            case COLLATION -> absent(SqlState.UNDEFINED_OBJECT, "collation " + quoted + " for encoding \"UTF8\"");
            case CONFIG -> absent(SqlState.UNDEFINED_OBJECT, "text search configuration " + quoted);
            case DICTIONARY -> absent(SqlState.UNDEFINED_OBJECT, "text search dictionary " + quoted);
        };
    }

    private static SqlStateException absent(SqlState state, String object) {
        return new SqlStateException(state, object + " does not exist");
    }

    @Override
    public void writeText(Object value, TextFormat format, ByteSink out) {
        int oid = (Integer) value;
        String name = oid == 0 ? null : format.names().nameOf(kind, oid);
        if (name != null) {
            out.putUtf8(name);
        } else if (oid == 0 && kind != Kind.OPER && kind != Kind.OPERATOR) {
            out.putByte('-');
        } else {
            out.putDecimal(Integer.toUnsignedLong(oid));
        }
    }

    @Override
    public Object readBinary(byte[] source, int offset, int length, int typmod) {
        return BinaryReader.intAt(source, offset, length);
    }

    @Override
    public void writeBinary(Object value, ByteSink out) {
        out.putInt((Integer) value);
    }

    @Override
    public int compare(Object left, Object right) {
        return Integer.compareUnsigned((Integer) left, (Integer) right);
    }
}
