package io.trefoil.sql.records.key;

import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** int2vector and oidvector: the number of elements (4 bytes), then the elements; they have no NULLs. */
final class VectorKeys extends KeyCodec {
    private final SqlType elementType;
    private final KeyCodec element;

    VectorKeys(SqlType type) {
        super(-1, true);
        this.elementType = Objects.requireNonNull(type.elementType());
        this.element = KeyCodecs.of(elementType);
    }

    @Override
    void write(Object value, KeyWriter out) {
        SqlArray array = (SqlArray) value;
        out.putInt(array.size());
        for (Object item : array.elements()) {
            element.write(Objects.requireNonNull(item), out);
        }
    }

    @Override
    Object read(KeyReader in) {
        int size = in.readInt();
        if (size < 0 || size > in.remaining() / element.fixedSize()) {
            throw KeyReader.malformed();
        }
        @Nullable Object[] elements = new @Nullable Object[size];
        for (int i = 0; i < size; i++) {
            elements[i] = element.read(in);
        }
        return SqlArray.vector(elementType, elements);
    }
}
