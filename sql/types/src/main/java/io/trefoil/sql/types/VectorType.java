package io.trefoil.sql.types;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * int2vector and oidvector: the fixed-form arrays of the system catalog, written as numbers between blanks; one
 * dimension, lower bound 0, no nulls. Ordered by length first.
 */
final class VectorType extends ByteParsedType {
    private final SqlType element;

    VectorType(int oid, int arrayOid, String name, SqlType element) {
        super(oid, arrayOid, name, name, 'A', false, -1);
        this.element = element;
    }

    @Override
    public SqlType elementType() {
        return element;
    }

    @Override
    public Class<?> javaClass() {
        return SqlArray.class;
    }

    @Override
    public Object parse(byte[] source, int offset, int length, int typmod, TextFormat format) {
        int end = offset + length;
        List<Object> values = new ArrayList<>();
        for (int at = AsciiText.skipSpace(source, offset, end); at < end; at = AsciiText.skipSpace(source, at, end)) {
            UnsignedText number = new UnsignedText(source, at, end);
            if (element.oid() == TypeOid.OID) {
                values.add(OidType.next(source, at, end, number));
            } else {
                values.add(next(source, at, end, number));
            }
            at = number.end();
        }
        return SqlArray.vector(element, values.toArray());
    }

    /** One smallint; errors quote the text from there on. */
    private static Short next(byte[] source, int at, int end, UnsignedText number) {
        long value = number.read(10);
        if (number.end() == at) {
            throw InputErrors.syntax("smallint", rest(source, at, end));
        }
        if (number.overflowed() || value != (short) value) {
            throw InputErrors.range("smallint", rest(source, at, end));
        }
        if (number.end() < end && source[number.end()] != ' ') {
            throw InputErrors.syntax("smallint", rest(source, at, end));
        }
        return (short) value;
    }

    private static String rest(byte[] source, int at, int end) {
        return new String(source, at, end - at, StandardCharsets.UTF_8);
    }

    @Override
    public void writeText(Object value, TextFormat format, ByteSink out) {
        SqlArray vector = (SqlArray) value;
        for (int i = 0; i < vector.size(); i++) {
            if (i > 0) {
                out.putByte(' ');
            }
            element.writeText(required(vector, i), format, out);
        }
    }

    private static Object required(SqlArray vector, int index) {
        Object value = vector.get(index);
        if (value == null) {
            throw new SqlStateException(SqlState.NULL_VALUE_NOT_ALLOWED, "array must not contain nulls");
        }
        return value;
    }

    @Override
    public Object readBinary(byte[] source, int offset, int length, int typmod) {
        SqlArray array = ArrayBinary.read(element, source, offset, length, -1);
        if (array.rank() > 1 || array.containsNull() || array.rank() == 1 && array.lowerBound(0) != 0) {
            throw new SqlStateException(SqlState.INVALID_BINARY_REPRESENTATION, "invalid " + name() + " data");
        }
        return SqlArray.vector(element, array.elements());
    }

    @Override
    public void writeBinary(Object value, ByteSink out) {
        ArrayBinary.write((SqlArray) value, out);
    }

    @Override
    public int compare(Object left, Object right) {
        SqlArray a = (SqlArray) left;
        SqlArray b = (SqlArray) right;
        return a.size() != b.size() ? Integer.compare(a.size(), b.size()) : ArrayOrder.compare(a, b);
    }

    @Override
    public int hash(Object value) {
        return ArrayOrder.hash((SqlArray) value);
    }
}
