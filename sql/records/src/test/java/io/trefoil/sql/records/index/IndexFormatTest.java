package io.trefoil.sql.records.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.sql.records.key.KeyColumn;
import io.trefoil.sql.records.key.KeyFormat;
import io.trefoil.sql.records.row.RowDecoder;
import io.trefoil.sql.records.row.RowEncoder;
import io.trefoil.sql.records.row.RowFormat;
import io.trefoil.sql.types.SqlTypes;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IndexFormatTest {
    private static final KeyFormat KEYS =
            new KeyFormat(List.of(KeyColumn.ascending(SqlTypes.TEXT), KeyColumn.ascending(SqlTypes.INT4)));
    private static final byte[] ROW_KEY = {1, 2, 3};
    private static final RowFormat INCLUDED = new RowFormat(List.of(SqlTypes.INT8));
    private static final @Nullable Object[] FULL_ROW = {"a", 1, 77L};

    private static IndexFormat format(boolean unique, boolean nullsNotDistinct) {
        return new IndexFormat(KEYS, unique, nullsNotDistinct, new RowEncoder(INCLUDED, new int[] {2}));
    }

    private static void check(IndexFormat format, @Nullable Object[] values, boolean expectUnique) {
        boolean unique = format.uniqueFor(values);
        assertThat(unique).isEqualTo(expectUnique);
        byte[] key = format.key(values, unique, ROW_KEY);
        byte[] value = format.value(unique, ROW_KEY, FULL_ROW);
        assertThat(format.rowKey(key, 0, key.length, value, 0, value.length)).isEqualTo(ROW_KEY);
        int start = format.includedOffset(key, 0, key.length, value, 0, value.length);
        @Nullable Object[] out = new @Nullable Object[1];
        new RowDecoder(INCLUDED, new int[] {0}, new int[] {0}, Collections.nCopies(1, null))
                .decode(value, start, value.length - start, out);
        assertThat(out[0]).isEqualTo(77L);
    }

    @Test
    void entriesLeadToTheirRow() {
        check(format(false, false), new @Nullable Object[] {"a", 1}, false);
        check(format(true, false), new @Nullable Object[] {"a", 1}, true);
    }

    @Test
    void nullsMakeAnEntryOfAUniqueIndexAnOrdinaryOne() {
        check(format(true, false), new @Nullable Object[] {"a", null}, false);
        check(format(true, true), new @Nullable Object[] {"a", null}, true);
    }

    @Test
    void uniqueEntriesOfEqualValuesCollide() {
        IndexFormat format = format(true, false);
        @Nullable Object[] values = {"a", 1};
        assertThat(format.key(values, true, new byte[] {1})).isEqualTo(format.key(values, true, new byte[] {2}));
        assertThat(IndexFormat.rowKeyOfUniqueEntry(format.value(true, ROW_KEY, FULL_ROW)))
                .isEqualTo(ROW_KEY);
    }
}
