package io.trefoil.sql.records.row;

import io.trefoil.sql.types.EnumLabel;
import io.trefoil.sql.types.EnumType;

/** Enums: a label's place in the order, as float8 is stored. {@code Column.asDropped} relies on that. */
final class EnumCodec extends ColumnCodec.Fixed {
    private final EnumType type;

    EnumCodec(EnumType type) {
        super(Double.BYTES);
        this.type = type;
    }

    @Override
    void write(Object value, byte[] target, int offset) {
        ((Fixed) FixedCodecs.FLOAT8).write(((EnumLabel) value).position(), target, offset);
    }

    @Override
    Object read(byte[] source, int offset, int length) {
        return type.at((Double) FixedCodecs.FLOAT8.read(source, offset, length));
    }
}
