package io.trefoil.sql.records.key;

import io.trefoil.sql.types.SqlType;

/** One column of a key and the way it is ordered. */
public record KeyColumn(SqlType type, boolean descending, boolean nullsFirst) {
    /** Ascending, nulls last: PostgreSQL's default, and the order of every primary key. */
    public static KeyColumn ascending(SqlType type) {
        return new KeyColumn(type, false, false);
    }

    /** Whether values can be read back from the key exactly. */
    public boolean lossless() {
        return KeyCodecs.of(type).lossless();
    }

    /** Whether values of a type can be part of a key at all. */
    public static boolean supports(SqlType type) {
        return KeyCodecs.findOrNull(type) != null;
    }
}
