package io.trefoil.sql.records.row;

import io.trefoil.sql.types.ByteArraySink;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlType;
import org.jspecify.annotations.Nullable;

/**
 * Arrays of one element type.
 *
 * <pre>
 * 1 byte    number of dimensions; 80h is added when a bitmap of NULL elements follows
 * varints   lengths of the dimensions
 * varints   lower bounds, zigzag
 * bitmap    one bit an element, low bits first, set for NULL
 * elements  without the NULL ones: as they are when of fixed size, else with their length as a varint before them
 * </pre>
 */
final class ArrayCodec extends ColumnCodec.Variable {
    private static final int HAS_NULLS = 0x80;

    private final SqlType elementType;
    private final ColumnCodec element;

    ArrayCodec(SqlType elementType, ColumnCodec element) {
        this.elementType = elementType;
        this.element = element;
    }

    @Override
    byte[] toBytes(Object value) {
        SqlArray array = (SqlArray) value;
        boolean nulls = array.containsNull();
        ByteArraySink out = new ByteArraySink(16 + array.size() * Math.max(8, element.fixedSize()));
        out.putByte(array.rank() | (nulls ? HAS_NULLS : 0));
        for (int i = 0; i < array.rank(); i++) {
            ByteCursor.writeVarint(array.dimension(i), out);
        }
        for (int i = 0; i < array.rank(); i++) {
            ByteCursor.writeVarint(ByteCursor.zigzag(array.lowerBound(i)), out);
        }
        if (nulls) {
            writeBitmap(array.elements(), out);
        }
        byte[] fixed = new byte[Math.max(0, element.fixedSize())];
        for (Object item : array.elements()) {
            if (item != null) {
                write(item, fixed, out);
            }
        }
        return out.toByteArray();
    }

    private static void writeBitmap(@Nullable Object[] elements, ByteArraySink out) {
        for (int i = 0; i < elements.length; i += 8) {
            int bits = 0;
            for (int j = i; j < Math.min(i + 8, elements.length); j++) {
                bits |= elements[j] == null ? 1 << (j - i) : 0;
            }
            out.putByte(bits);
        }
    }

    private void write(Object item, byte[] buffer, ByteArraySink out) {
        switch (element) {
            case ColumnCodec.Fixed fixed -> {
                fixed.write(item, buffer, 0);
                out.putBytes(buffer);
            }
            case ColumnCodec.Variable variable -> ByteCursor.writeBytes(variable.toBytes(item), out);
            default -> throw new AssertionError(element);
        }
    }

    @Override
    Object read(byte[] source, int offset, int length) {
        ByteCursor in = new ByteCursor(source, offset, length);
        int lead = in.readByte();
        int rank = lead & ~HAS_NULLS;
        int[] dimensions = new int[rank];
        int[] lowerBounds = new int[rank];
        int size = rank == 0 ? 0 : 1;
        for (int i = 0; i < rank; i++) {
            dimensions[i] = in.readVarint();
            size *= dimensions[i];
        }
        for (int i = 0; i < rank; i++) {
            lowerBounds[i] = ByteCursor.unzigzag(in.readVarint());
        }
        int bitmap = (lead & HAS_NULLS) == 0 ? -1 : in.skip((size + 7) >> 3);
        @Nullable Object[] elements = new @Nullable Object[size];
        for (int i = 0; i < size; i++) {
            if (bitmap < 0 || (source[bitmap + (i >> 3)] & (1 << (i & 7))) == 0) {
                int bytes = element.fixedSize() >= 0 ? element.fixedSize() : in.readVarint();
                elements[i] = element.read(source, in.skip(bytes), bytes);
            }
        }
        return new SqlArray(elementType, elements, dimensions, lowerBounds);
    }
}
