package io.trefoil.sql.types;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A composite value: ROW(...) or a whole row. Equality is SQL's row equality by the columns' types, with NULL equal to
 * NULL (as the btree order of record takes it).
 *
 * @param types one a column
 * @param values one a column, null for SQL NULL; owned by the record
 */
public record SqlRecord(SqlType[] types, @Nullable Object[] values) {
    public SqlRecord {
        assert types.length == values.length;
    }

    public int size() {
        return values.length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof SqlRecord that) || that.size() != size()) {
            return false;
        }
        for (int i = 0; i < values.length; i++) {
            if (types[i] != that.types[i] || ArrayOrder.compareElements(types[i], values[i], that.values[i]) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int result = 1;
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            result = 31 * result + (value == null ? 0 : types[i].hash(value));
        }
        return result;
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
