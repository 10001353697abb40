package io.trefoil.sql.records.row;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes the stored form of rows; see {@link RowFormat}. Immutable and shared. */
public final class RowEncoder {
    private static final byte[][] NO_PARTS = {};

    private final RowFormat format;
    private final int[] sources;

    /** @param sources for each stored column its position in the rows to be written, or -1 when it is always NULL */
    public RowEncoder(RowFormat format, int[] sources) {
        this.format = format;
        this.sources = sources.clone();
    }

    public byte[] encode(@Nullable Object[] row) {
        int count = format.columnCount();
        int variableCount = format.variableCount(count);
        byte[][] parts = variableCount == 0 ? NO_PARTS : new byte[variableCount][];
        int variableBytes = 0;
        boolean nulls = false;
        for (int i = 0; i < count; i++) {
            Object value = value(row, i);
            if (value == null) {
                nulls = true;
            } else if (format.codec(i) instanceof ColumnCodec.Variable codec) {
                byte[] part = codec.toBytes(value);
                parts[format.place(i)] = part;
                variableBytes += part.length;
            }
        }
        boolean wide = variableBytes > 0xffff;
        int countSize = count < 0x80 ? 1 : 2;
        int bitmap = 1 + countSize;
        int fixed = bitmap + (nulls ? (count + 7) >> 3 : 0);
        int offsets = fixed + format.fixedSize(count);
        int variable = offsets + variableCount * (wide ? 4 : 2);
        byte[] out = new byte[variable + variableBytes];
        out[0] = (byte) (RowFormat.VERSION | (nulls ? RowFormat.HAS_NULLS : 0) | (wide ? RowFormat.WIDE_OFFSETS : 0));
        writeCount(count, out);
        for (int i = 0; i < count; i++) {
            Object value = value(row, i);
            if (value == null) {
                out[bitmap + (i >> 3)] |= (byte) (1 << (i & 7));
            } else if (format.codec(i) instanceof ColumnCodec.Fixed codec) {
                codec.write(value, out, fixed + format.place(i));
            }
        }
        writeParts(parts, out, offsets, variable, wide);
        return out;
    }

    private @Nullable Object value(@Nullable Object[] row, int column) {
        int source = sources[column];
        return source < 0 ? null : row[source];
    }

    private static void writeCount(int count, byte[] out) {
        if (count < 0x80) {
            out[1] = (byte) count;
        } else {
            out[1] = (byte) (count & 0x7f | 0x80);
            out[2] = (byte) (count >> 7);
        }
    }

    private static void writeParts(byte[][] parts, byte[] out, int offsets, int variable, boolean wide) {
        int end = 0;
        int at = offsets;
        for (byte[] part : parts) {
            if (part != null) {
                System.arraycopy(part, 0, out, variable + end, part.length);
                end += part.length;
            }
            if (wide) {
                BigEndian.putInt(out, at, end);
                at += 4;
            } else {
                BigEndian.putShort(out, at, end);
                at += 2;
            }
        }
    }

    @Override
    public String toString() {
        return Arrays.toString(sources);
    }
}
