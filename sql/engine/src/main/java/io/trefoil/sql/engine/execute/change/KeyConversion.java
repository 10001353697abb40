package io.trefoil.sql.engine.execute.change;

import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.TextFormat;
import io.trefoil.sql.types.TypeOid;
import org.jspecify.annotations.Nullable;

/** Values of one side of a foreign key as values of the other side, whose types may differ (int4 pointing at int8). */
final class KeyConversion {
    private KeyConversion() {}

    /** The equal value of the other type, or null when there is none. */
    static @Nullable Object convert(Object value, SqlType from, SqlType to) {
        if (from.oid() == to.oid()) {
            return value;
        }
        if (isInteger(from) && isInteger(to)) {
            return integer(((Number) value).longValue(), to);
        }
        try {
            return to.parse(from.toText(value, TextFormat.DEFAULT), -1, TextFormat.DEFAULT);
        } catch (SqlStateException e) {
            // not in the other type's range or format: nothing there can be equal
            return null;
        }
    }

    private static boolean isInteger(SqlType type) {
        return switch (type.oid()) {
            case TypeOid.INT2, TypeOid.INT4, TypeOid.INT8 -> true;
            default -> false;
        };
    }

    private static @Nullable Object integer(long value, SqlType to) {
        return switch (to.oid()) {
            case TypeOid.INT2 -> value == (short) value ? (Object) (short) value : null;
            case TypeOid.INT4 -> value == (int) value ? (Object) (int) value : null;
            default -> value;
        };
    }
}
