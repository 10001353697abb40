package io.trefoil.sql.records.key;

import io.trefoil.sql.types.SqlRecord;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Composite values, column by column: the column's type (OID, 4 bytes), {@code 01} and its encoding or {@code 02} for NULL;
 * {@code 00000000} ends. Lossy in case a column is.
 */
final class RecordKeys extends KeyCodec {
    static final KeyCodec RECORD = new RecordKeys();

    private RecordKeys() {
        super(-1, false);
    }

    @Override
    void write(Object value, KeyWriter out) {
        SqlRecord row = (SqlRecord) value;
        for (int i = 0; i < row.size(); i++) {
            out.putInt(row.types()[i].oid());
            Object column = row.values()[i];
            if (column == null) {
                out.putByte(2);
            } else {
                out.putByte(1);
                KeyCodecs.of(row.types()[i]).write(column, out);
            }
        }
        out.putInt(0);
    }

    @Override
    Object read(KeyReader in) {
        List<SqlType> types = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        for (int oid = in.readInt(); oid != 0; oid = in.readInt()) {
            SqlType type = SqlTypes.require(oid);
            types.add(type);
            values.add(in.readByte() == 2 ? null : KeyCodecs.of(type).read(in));
        }
        return new SqlRecord(types.toArray(new SqlType[0]), values.toArray());
    }
}
