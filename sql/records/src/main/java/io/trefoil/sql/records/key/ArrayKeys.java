package io.trefoil.sql.records.key;

import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Arrays, in PostgreSQL's order: the elements (each {@code 01} and its encoding, or {@code 02} for NULL, which is greater
 * than any value), {@code 00}, the number of dimensions (1 byte), then the lengths and the lower bounds (4 bytes each,
 * sign flipped).
 */
final class ArrayKeys extends KeyCodec {
    private static final int END = 0;
    private static final int VALUE = 1;
    private static final int NULL = 2;

    private final SqlType elementType;
    private final KeyCodec element;

    ArrayKeys(SqlType elementType, KeyCodec element) {
        super(-1, element.lossless());
        this.elementType = elementType;
        this.element = element;
    }

    @Override
    void write(Object value, KeyWriter out) {
        SqlArray array = (SqlArray) value;
        for (Object item : array.elements()) {
            if (item == null) {
                out.putByte(NULL);
            } else {
                out.putByte(VALUE);
                element.write(item, out);
            }
        }
        out.putByte(END);
        out.putByte(array.rank());
        for (int i = 0; i < array.rank(); i++) {
            out.putInt(array.dimension(i) ^ Integer.MIN_VALUE);
        }
        for (int i = 0; i < array.rank(); i++) {
            out.putInt(array.lowerBound(i) ^ Integer.MIN_VALUE);
        }
    }

    @Override
    Object read(KeyReader in) {
        List<@Nullable Object> elements = new ArrayList<>();
        for (int lead = in.readByte(); lead != END; lead = in.readByte()) {
            elements.add(lead == NULL ? null : element.read(in));
        }
        int rank = in.readByte();
        int[] dimensions = new int[rank];
        int[] lowerBounds = new int[rank];
        for (int i = 0; i < rank; i++) {
            dimensions[i] = in.readInt() ^ Integer.MIN_VALUE;
        }
        for (int i = 0; i < rank; i++) {
            lowerBounds[i] = in.readInt() ^ Integer.MIN_VALUE;
        }
        return new SqlArray(elementType, elements.toArray(), dimensions, lowerBounds);
    }

    @Override
    void skip(KeyReader in) {
        for (int lead = in.readByte(); lead != END; lead = in.readByte()) {
            if (lead == VALUE) {
                element.skip(in);
            }
        }
        in.skip(8 * in.readByte());
    }
}
