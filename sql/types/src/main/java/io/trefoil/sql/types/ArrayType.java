package io.trefoil.sql.types;

import java.util.Arrays;

/** An array type over any element type: one class for all of them, as in pg_type every {@code _x} behaves alike. */
public final class ArrayType extends SqlType {
    private final SqlType element;

    /** The array type over an element type that has an array OID; {@link SqlTypes#arrayOf} shares the built-in ones. */
    public ArrayType(SqlType element) {
        super(
                element.arrayOid(),
                0,
                "_" + element.name(),
                element.sqlName() + "[]",
                element.oid() == TypeOid.RECORD ? 'P' : 'A',
                false,
                -1);
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
    public Object parse(String text, int typmod, TextFormat format) {
        return new ArrayReader(element, text, typmod, format).read();
    }

    @Override
    public void writeText(Object value, TextFormat format, ByteSink out) {
        ArrayWriter.write((SqlArray) value, format, out);
    }

    @Override
    public Object readBinary(byte[] source, int offset, int length, int typmod) {
        return ArrayBinary.read(element, source, offset, length, typmod);
    }

    @Override
    public void writeBinary(Object value, ByteSink out) {
        ArrayBinary.write((SqlArray) value, out);
    }

    @Override
    public int compare(Object left, Object right) {
        return ArrayOrder.compare((SqlArray) left, (SqlArray) right);
    }

    @Override
    public int hash(Object value) {
        return ArrayOrder.hash((SqlArray) value);
    }

    @Override
    public boolean ordered() {
        return element.ordered();
    }

    /** Applies the modifier to every element. */
    @Override
    public Object applyTypmod(Object value, int typmod, boolean explicit) {
        SqlArray array = (SqlArray) value;
        if (typmod < 0) {
            return array;
        }
        Object[] elements = Arrays.copyOf(array.elements(), array.size());
        for (int i = 0; i < elements.length; i++) {
            if (elements[i] != null) {
                elements[i] = element.applyTypmod(elements[i], typmod, explicit);
            }
        }
        return array.withElements(element, elements);
    }

    @Override
    public String typmodSuffix(int typmod) {
        return element.typmodSuffix(typmod);
    }

    @Override
    public String formatted(int typmod) {
        return element.formatted(typmod) + "[]";
    }

    @Override
    public int typmodOf(int[] modifiers) {
        return element.typmodOf(modifiers);
    }
}
