package io.trefoil.sql.types;

/** Writes the text form of arrays: dimensions only when a lower bound is not 1, quotes only where needed. */
final class ArrayWriter {
    private ArrayWriter() {}

    static void write(SqlArray array, TextFormat format, ByteSink out) {
        if (array.size() == 0) {
            out.putAscii("{}");
            return;
        }
        writeDimensions(array, out);
        boolean plain = isPlain(array.elementType());
        ByteArraySink scratch = plain ? null : new ByteArraySink();
        int rank = array.rank();
        int[] strides = new int[rank];
        int stride = 1;
        for (int i = rank - 1; i >= 0; i--) {
            stride *= array.dimension(i);
            strides[i] = stride;
        }
        for (int index = 0; index < array.size(); index++) {
            if (index > 0) {
                out.putByte(',');
            }
            for (int i = 0; i < rank; i++) {
                if (index % strides[i] == 0) {
                    out.putByte('{');
                }
            }
            Object value = array.get(index);
            if (value == null) {
                out.putAscii("NULL");
            } else if (scratch == null) {
                array.elementType().writeText(value, format, out);
            } else {
                scratch.clear();
                array.elementType().writeText(value, format, scratch);
                writeElement(scratch.array(), scratch.size(), out);
            }
            for (int i = 0; i < rank; i++) {
                if ((index + 1) % strides[i] == 0) {
                    out.putByte('}');
                }
            }
        }
    }

    /** Types whose text never needs quotes. */
    private static boolean isPlain(SqlType type) {
        return switch (type.oid()) {
            case TypeOid.BOOL,
                    TypeOid.INT2,
                    TypeOid.INT4,
                    TypeOid.INT8,
                    TypeOid.FLOAT4,
                    TypeOid.FLOAT8,
                    TypeOid.NUMERIC,
                    TypeOid.OID,
                    TypeOid.UUID -> true;
            default -> false;
        };
    }

    private static void writeDimensions(SqlArray array, ByteSink out) {
        boolean standard = true;
        for (int i = 0; i < array.rank(); i++) {
            standard &= array.lowerBound(i) == 1;
        }
        if (standard) {
            return;
        }
        for (int i = 0; i < array.rank(); i++) {
            out.putByte('[');
            out.putDecimal(array.lowerBound(i));
            out.putByte(':');
            out.putDecimal((long) array.lowerBound(i) + array.dimension(i) - 1);
            out.putByte(']');
        }
        out.putByte('=');
    }

    private static void writeElement(byte[] text, int length, ByteSink out) {
        if (!needsQuotes(text, length)) {
            out.putBytes(text, 0, length);
            return;
        }
        out.putByte('"');
        int from = 0;
        for (int i = 0; i < length; i++) {
            if (text[i] == '"' || text[i] == '\\') {
                out.putBytes(text, from, i - from);
                out.putByte('\\');
                from = i;
            }
        }
        out.putBytes(text, from, length - from);
        out.putByte('"');
    }

    private static boolean needsQuotes(byte[] text, int length) {
        if (length == 0 || length == 4 && AsciiText.lower(text, 0, 4).equals("null")) {
            return true;
        }
        for (int i = 0; i < length; i++) {
            byte c = text[i];
            if (c == '"' || c == '\\' || c == '{' || c == '}' || c == ',' || AsciiText.isSpace(c)) {
                return true;
            }
        }
        return false;
    }
}
