package io.trefoil.sql.records.row;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads some columns of stored rows; see {@link RowFormat}. Immutable and shared. */
public final class RowDecoder {
    private final RowFormat format;
    private final int[] columns;
    private final int[] targets;
    private final @Nullable Object[] missing;
    private final ColumnCodec[] codecs;
    private final int[] places;

    /**
     * @param columns the stored columns wanted
     * @param targets the position of each in the rows to be filled
     * @param missing for each the value in rows that were written before the column was added
     */
    public RowDecoder(RowFormat format, int[] columns, int[] targets, List<? extends @Nullable Object> missing) {
        this.format = format;
        this.columns = columns.clone();
        this.targets = targets.clone();
        this.missing = missing.toArray();
        this.codecs = new ColumnCodec[columns.length];
        this.places = new int[columns.length];
        for (int i = 0; i < columns.length; i++) {
            codecs[i] = format.codec(columns[i]);
            places[i] = format.place(columns[i]);
        }
    }

    /** Whether there is nothing to read. */
    public boolean isEmpty() {
        return columns.length == 0;
    }

    /** Puts the wanted columns of a stored row into their places. */
    public void decode(byte[] source, int offset, int length, @Nullable Object[] out) {
        if (columns.length == 0) {
            return;
        }
        int lead = source[offset];
        if ((lead & RowFormat.VERSION_MASK) != RowFormat.VERSION) {
            throw RowFormat.malformed();
        }
        int count = source[offset + 1];
        int bitmap = offset + 2;
        if (count < 0) {
            count = count & 0x7f | source[offset + 2] << 7;
            bitmap++;
        }
        if (count > format.columnCount()) {
            throw RowFormat.malformed();
        }
        boolean nulls = (lead & RowFormat.HAS_NULLS) != 0;
        boolean wide = (lead & RowFormat.WIDE_OFFSETS) != 0;
        int fixed = bitmap + (nulls ? (count + 7) >> 3 : 0);
        int offsets = fixed + format.fixedSize(count);
        int variable = offsets + format.variableCount(count) * (wide ? 4 : 2);
        for (int i = 0; i < columns.length; i++) {
            int column = columns[i];
            Object value;
            if (column >= count) {
                value = missing[i];
            } else if (nulls && (source[bitmap + (column >> 3)] & (1 << (column & 7))) != 0) {
                value = null;
            } else {
                ColumnCodec codec = codecs[i];
                int size = codec.fixedSize();
                if (size >= 0) {
                    value = codec.read(source, fixed + places[i], size);
                } else {
                    int start = end(source, offsets, places[i] - 1, wide);
                    value = codec.read(source, variable + start, end(source, offsets, places[i], wide) - start);
                }
            }
            out[targets[i]] = value;
        }
    }

    private static int end(byte[] source, int offsets, int place, boolean wide) {
        if (place < 0) {
            return 0;
        }
        return wide
                ? BigEndian.getInt(source, offsets + place * 4)
                : BigEndian.getShort(source, offsets + place * 2) & 0xffff;
    }
}
