package io.trefoil.sql.records.row;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import java.util.List;

/**
 * The stored form of a row, version 1, for one list of columns. A column's place is found by arithmetic from the list
 * alone, whatever the other columns hold.
 *
 * <pre>
 * 1 byte     10h + flags: 1 a bitmap follows, 2 offsets have 4 bytes instead of 2
 * varint     n, the number of columns when the row was written; columns added later are missing
 * bitmap     (n + 7) / 8 bytes, low bits first, set for NULL; left out when no column is NULL
 * fixed      the columns of fixed size one behind the other, zeros for NULL
 * offsets    for each other column the end of its bytes, counted from the end of this table
 * variable   their bytes; none for NULL
 * </pre>
 *
 * Numbers are big-endian. The bytes of each type are told in this package's codecs. A table's columns are only ever added
 * at the end, so a row with fewer columns has the layout of the list's first n columns. Immutable.
 */
public final class RowFormat {
    static final int VERSION = 0x10;
    static final int VERSION_MASK = 0xf0;
    static final int HAS_NULLS = 1;
    static final int WIDE_OFFSETS = 2;

    private final ColumnCodec[] codecs;
    /** Place among the fixed columns in bytes, or among the variable ones by number. */
    private final int[] places;
    /** Bytes of the fixed part, and number of variable columns, of rows with so many columns. */
    private final int[] fixedSizes;

    private final int[] variableCounts;

    public RowFormat(List<SqlType> types) {
        int count = types.size();
        this.codecs = new ColumnCodec[count];
        this.places = new int[count];
        this.fixedSizes = new int[count + 1];
        this.variableCounts = new int[count + 1];
        for (int i = 0; i < count; i++) {
            ColumnCodec codec = ColumnCodecs.of(types.get(i));
            boolean fixed = codec.fixedSize() >= 0;
            codecs[i] = codec;
            places[i] = fixed ? fixedSizes[i] : variableCounts[i];
            fixedSizes[i + 1] = fixedSizes[i] + (fixed ? codec.fixedSize() : 0);
            variableCounts[i + 1] = variableCounts[i] + (fixed ? 0 : 1);
        }
    }

    /** Number of columns of rows written now. */
    public int columnCount() {
        return codecs.length;
    }

    ColumnCodec codec(int column) {
        return codecs[column];
    }

    int place(int column) {
        return places[column];
    }

    int fixedSize(int columns) {
        return fixedSizes[columns];
    }

    int variableCount(int columns) {
        return variableCounts[columns];
    }

    static SqlStateException malformed() {
        return new SqlStateException(SqlState.DATA_CORRUPTED, "malformed row");
    }
}
