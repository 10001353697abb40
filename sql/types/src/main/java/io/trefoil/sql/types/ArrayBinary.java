package io.trefoil.sql.types;

import org.jspecify.annotations.Nullable;

/**
 * The binary form of arrays, all fields 32 bits: rank, 1 if any element is null else 0, element type OID; per dimension
 * length and lower bound; then per element its length (-1 for null) and bytes.
 */
final class ArrayBinary {
    /** arrayutils.c, MaxArraySize. */
    private static final int ELEMENTS_MAX = 134217727;

    private ArrayBinary() {}

    static void write(SqlArray array, ByteSink out) {
        SqlType element = array.elementType();
        out.putInt(array.rank());
        out.putInt(array.containsNull() ? 1 : 0);
        out.putInt(element.oid());
        for (int i = 0; i < array.rank(); i++) {
            out.putInt(array.dimension(i));
            out.putInt(array.lowerBound(i));
        }
        for (Object value : array.elements()) {
            writeItem(element, value, out);
        }
    }

    /** A value behind its length, as arrays and records hold it. */
    static void writeItem(SqlType type, @Nullable Object value, ByteSink out) {
        if (value == null) {
            out.putInt(-1);
            return;
        }
        int start = out.size();
        out.putInt(0);
        type.writeBinary(value, out);
        out.setInt(start, out.size() - start - 4);
    }

    static SqlArray read(SqlType element, byte[] source, int offset, int length, int typmod) {
        BinaryReader in = new BinaryReader(source, offset, length);
        int rank = in.readInt();
        if (rank < 0) {
            throw invalid("invalid number of dimensions: " + rank);
        }
        if (rank > ArrayReader.DIMENSIONS_MAX) {
            throw ArrayReader.tooManyDimensions(rank);
        }
        int flags = in.readInt();
        if (flags != 0 && flags != 1) {
            throw invalid("invalid array flags");
        }
        requireElementType(element, in.readInt());
        int[] lengths = new int[rank];
        int[] lowerBounds = new int[rank];
        for (int i = 0; i < rank; i++) {
            lengths[i] = in.readInt();
            lowerBounds[i] = in.readInt();
        }
        int count = elementCount(lengths);
        requireBounds(lengths, lowerBounds);
        if (count == 0) {
            in.requireEnd();
            return SqlArray.of(element);
        }
        // every element needs at least its length word: a forged count must not reserve memory
        if (count > in.remaining() / 4) {
            throw invalid("insufficient data left in message");
        }
        @Nullable Object[] values = new @Nullable Object[count];
        for (int i = 0; i < count; i++) {
            values[i] = readItem(element, source, in, i, typmod);
        }
        in.requireEnd();
        return new SqlArray(element, values, lengths, lowerBounds);
    }

    private static void requireElementType(SqlType element, int oid) {
        if (oid != element.oid()) {
            String actual = SqlTypes.find(oid).map(SqlType::sqlName).orElse("???");
            throw new SqlStateException(
                    SqlState.DATATYPE_MISMATCH,
                    "binary data has array element type " + Integer.toUnsignedString(oid) + " (" + actual
                            + ") instead of expected " + Integer.toUnsignedString(element.oid()) + " ("
                            + element.sqlName() + ")");
        }
    }

    private static int elementCount(int[] lengths) {
        long count = lengths.length == 0 ? 0 : 1;
        for (int length : lengths) {
            count *= length;
            if (length < 0 || count > ELEMENTS_MAX) {
                throw new SqlStateException(
                        SqlState.PROGRAM_LIMIT_EXCEEDED,
                        "array size exceeds the maximum allowed (" + ELEMENTS_MAX + ")");
            }
        }
        return (int) count;
    }

    private static void requireBounds(int[] lengths, int[] lowerBounds) {
        for (int i = 0; i < lengths.length; i++) {
            if ((long) lengths[i] + lowerBounds[i] > Integer.MAX_VALUE) {
                throw new SqlStateException(
                        SqlState.PROGRAM_LIMIT_EXCEEDED, "array lower bound is too large: " + lowerBounds[i]);
            }
        }
    }

    private static @Nullable Object readItem(SqlType element, byte[] source, BinaryReader in, int index, int typmod) {
        int size = in.readInt();
        if (size == -1) {
            return null;
        }
        if (size < -1 || size > in.remaining()) {
            throw invalid("insufficient data left in message");
        }
        int from = in.skip(size);
        try {
            return element.readBinary(source, from, size, typmod);
        } catch (SqlStateException e) {
            if (e.text().equals(BinaryReader.EXCESS)) {
                throw invalid("improper binary format in array element " + (index + 1));
            }
            throw e;
        }
    }

    private static SqlStateException invalid(String message) {
        return new SqlStateException(SqlState.INVALID_BINARY_REPRESENTATION, message);
    }
}
