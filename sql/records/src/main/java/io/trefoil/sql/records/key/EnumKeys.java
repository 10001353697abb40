package io.trefoil.sql.records.key;

import io.trefoil.sql.types.EnumLabel;
import io.trefoil.sql.types.EnumType;

/** Enums: a label's place in the order, as float8. */
final class EnumKeys extends KeyCodec {
    private final EnumType type;

    EnumKeys(EnumType type) {
        super(Double.BYTES, true);
        this.type = type;
    }

    @Override
    void write(Object value, KeyWriter out) {
        FloatKeys.FLOAT8.write(((EnumLabel) value).position(), out);
    }

    @Override
    Object read(KeyReader in) {
        return type.at((Double) FloatKeys.FLOAT8.read(in));
    }
}
