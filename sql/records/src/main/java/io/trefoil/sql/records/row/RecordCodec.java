package io.trefoil.sql.records.row;

import io.trefoil.sql.types.ByteArraySink;
import io.trefoil.sql.types.SqlRecord;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * Composite values: number of columns (varint); for each its type's OID (4 bytes), and its length plus 1 as a varint, 0 for
 * NULL, then its bytes.
 */
final class RecordCodec extends ColumnCodec.Variable {
    static final ColumnCodec RECORD = new RecordCodec();

    private RecordCodec() {}

    @Override
    byte[] toBytes(Object value) {
        SqlRecord row = (SqlRecord) value;
        ByteArraySink out = new ByteArraySink();
        ByteCursor.writeVarint(row.size(), out);
        for (int i = 0; i < row.size(); i++) {
            out.putInt(row.types()[i].oid());
            Object column = row.values()[i];
            if (column == null) {
                out.putByte(0);
                continue;
            }
            byte[] bytes = bytesOf(ColumnCodecs.of(row.types()[i]), column);
            ByteCursor.writeVarint(bytes.length + 1, out);
            out.putBytes(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] bytesOf(ColumnCodec codec, Object value) {
        return switch (codec) {
            case ColumnCodec.Fixed fixed -> {
                byte[] bytes = new byte[fixed.fixedSize()];
                fixed.write(value, bytes, 0);
                yield bytes;
            }
            case ColumnCodec.Variable variable -> variable.toBytes(value);
            default -> throw new AssertionError(codec);
        };
    }

    @Override
    Object read(byte[] source, int offset, int length) {
        ByteCursor in = new ByteCursor(source, offset, length);
        int size = in.readVarint();
        SqlType[] types = new SqlType[size];
        @Nullable Object[] values = new @Nullable Object[size];
        for (int i = 0; i < size; i++) {
            types[i] = SqlTypes.require(in.readInt());
            int bytes = in.readVarint() - 1;
            if (bytes >= 0) {
                values[i] = ColumnCodecs.of(types[i]).read(source, in.skip(bytes), bytes);
            }
        }
        return new SqlRecord(types, values);
    }
}
