package io.trefoil.sql.engine.execute.row;

import io.trefoil.sql.types.BitString;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlNumeric;
import io.trefoil.sql.types.SqlRecord;
import org.jspecify.annotations.Nullable;

/** Estimates of heap use in bytes, for work_mem: compressed references, Latin-1 strings, no sharing of values. */
public final class RowSize {
    private static final int ARRAY_HEADER = 16;
    private static final int REFERENCE = 4;

    private RowSize() {}

    public static long of(@Nullable Object[] row) {
        long size = ARRAY_HEADER + (long) REFERENCE * row.length;
        for (Object value : row) {
            if (value != null) {
                size += of(value);
            }
        }
        return size;
    }

    private static long of(Object value) {
        return switch (value) {
            case Integer number -> 16;
            case String text -> 48 + text.length();
            case Long number -> 24;
            case Boolean shared -> 0;
            case byte[] bytes -> ARRAY_HEADER + bytes.length;
            case SqlNumeric number -> 96;
            case SqlArray array -> 64 + of(array.elements());
            case SqlRecord row -> 24 + of(row.values());
            case BitString bits -> 40 + bits.bytes().length;
            default -> 32;
        };
    }
}
