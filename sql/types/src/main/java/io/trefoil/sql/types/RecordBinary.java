package io.trefoil.sql.types;

import org.jspecify.annotations.Nullable;

/**
 * The binary form of rows, all fields 32 bits: number of columns; per column the type OID, the length (-1 for null) and
 * the bytes.
 */
public final class RecordBinary {
    private RecordBinary() {}

    public static void write(SqlRecord record, ByteSink out) {
        out.putInt(record.size());
        for (int i = 0; i < record.size(); i++) {
            out.putInt(record.types()[i].oid());
            ArrayBinary.writeItem(record.types()[i], record.values()[i], out);
        }
    }

    /** Reads a row of known column types, as the receive function of a named composite type does. */
    public static SqlRecord read(byte[] source, int offset, int length, SqlType[] types, int[] typmods) {
        BinaryReader in = new BinaryReader(source, offset, length);
        int count = in.readInt();
        if (count != types.length) {
            throw new SqlStateException(
                    SqlState.DATATYPE_MISMATCH, "wrong number of columns: " + count + ", expected " + types.length);
        }
        @Nullable Object[] values = new @Nullable Object[count];
        for (int i = 0; i < count; i++) {
            int oid = in.readInt();
            if (oid != types[i].oid()) {
                throw new SqlStateException(
                        SqlState.DATATYPE_MISMATCH,
                        "binary data has type " + Integer.toUnsignedString(oid) + " instead of expected "
                                + Integer.toUnsignedString(types[i].oid()) + " in record column " + (i + 1));
            }
            int size = in.readInt();
            if (size < -1 || size > in.remaining()) {
                throw new SqlStateException(
                        SqlState.INVALID_BINARY_REPRESENTATION, "insufficient data left in message");
            }
            if (size >= 0) {
                values[i] = types[i].readBinary(source, in.skip(size), size, typmods[i]);
            }
        }
        in.requireEnd();
        return new SqlRecord(types, values);
    }
}
