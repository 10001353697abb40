package io.trefoil.sql.records.key;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The encoding of a composite key, version 1: column after column, each a lead byte and, for values, the type's own bytes,
 * complemented when the column is descending.
 *
 * <pre>
 * 00          NULL in a column with nulls first
 * 01 bytes    a value
 * 02          NULL in a column with nulls last
 * </pre>
 *
 * The bytes of a type are told in this package's classes. They never change for stored data: a new encoding is a new lead
 * byte. Immutable.
 */
public final class KeyFormat {
    private static final int NULL_FIRST = 0;
    private static final int VALUE = 1;
    private static final int NULL_LAST = 2;
    /** What a column of variable size is taken to need when a buffer is made. */
    private static final int VARIABLE_SIZE_GUESS = 24;

    private final List<KeyColumn> columns;
    private final KeyCodec[] codecs;
    private final boolean[] descending;
    private final int[] nullLeads;
    private final int sizeGuess;

    /** 42704 when a column's type has no order. */
    public KeyFormat(List<KeyColumn> columns) {
        this.columns = List.copyOf(columns);
        int count = columns.size();
        this.codecs = new KeyCodec[count];
        this.descending = new boolean[count];
        this.nullLeads = new int[count];
        int size = 0;
        for (int i = 0; i < count; i++) {
            KeyColumn column = columns.get(i);
            codecs[i] = KeyCodecs.of(column.type());
            descending[i] = column.descending();
            nullLeads[i] = column.nullsFirst() ? NULL_FIRST : NULL_LAST;
            size += 1 + (codecs[i].fixedSize() >= 0 ? codecs[i].fixedSize() : VARIABLE_SIZE_GUESS);
        }
        this.sizeGuess = size;
    }

    public List<KeyColumn> columns() {
        return columns;
    }

    /** Whether a column's values can be read back exactly. */
    public boolean lossless(int column) {
        return codecs[column].lossless();
    }

    /** A buffer of a fitting size. */
    public KeyWriter writer() {
        return new KeyWriter(sizeGuess);
    }

    /** The whole key of these column values. */
    public byte[] encode(@Nullable Object[] values) {
        KeyWriter out = writer();
        for (int i = 0; i < codecs.length; i++) {
            append(out, i, values[i]);
        }
        return out.finish();
    }

    /** The start of every key whose first {@code count} columns have these values. */
    public byte[] encodePrefix(@Nullable Object[] values, int count) {
        KeyWriter out = writer();
        for (int i = 0; i < count; i++) {
            append(out, i, values[i]);
        }
        return out.finish();
    }

    /** Writes one column's value behind those of the columns before it. */
    public void append(KeyWriter out, int column, @Nullable Object value) {
        if (value == null) {
            out.putByte(nullLeads[column]);
            return;
        }
        out.putByte(VALUE);
        if (descending[column]) {
            int start = out.size();
            codecs[column].write(value, out);
            out.invertFrom(start);
        } else {
            codecs[column].write(value, out);
        }
    }

    /** Writes the lead byte that all values of the next column have, or the one just behind all of them. */
    void appendValueLead(KeyWriter out, boolean behind) {
        out.putByte(behind ? VALUE + 1 : VALUE);
    }

    /** How many bytes the columns take at the start of an array that may go on behind them. */
    public int sizeOf(byte[] key, int offset, int length) {
        KeyReader in = new KeyReader(key, offset, length);
        for (int i = 0; i < codecs.length; i++) {
            if (in.readByte() == VALUE) {
                in.descending(descending[i]);
                codecs[i].skip(in);
                in.descending(false);
            }
        }
        return in.position() - offset;
    }

    /**
     * Reads columns of a key.
     *
     * @param targets for each column its position in {@code out}, or -1 when it is not wanted
     */
    public void decode(byte[] key, int offset, int length, int[] targets, @Nullable Object[] out) {
        KeyReader in = new KeyReader(key, offset, length);
        int wanted = codecs.length;
        while (wanted > 0 && targets[wanted - 1] < 0) {
            wanted--;
        }
        for (int i = 0; i < wanted; i++) {
            boolean value = in.readByte() == VALUE;
            in.descending(descending[i]);
            if (targets[i] >= 0) {
                out[targets[i]] = value ? codecs[i].read(in) : null;
            } else if (value) {
                codecs[i].skip(in);
            }
            in.descending(false);
        }
    }
}
