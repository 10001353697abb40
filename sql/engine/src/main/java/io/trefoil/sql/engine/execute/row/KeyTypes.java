package io.trefoil.sql.engine.execute.row;

import io.trefoil.sql.types.SqlType;
import org.jspecify.annotations.Nullable;

/** Equality and hash of composite keys, NULL being equal to NULL, as grouping and DISTINCT take it. */
public final class KeyTypes {
    private final SqlType[] types;

    public KeyTypes(SqlType[] types) {
        this.types = types.clone();
    }

    public int count() {
        return types.length;
    }

    public SqlType type(int index) {
        return types[index];
    }

    /** A hash that is the same on every run, so that a repeated statement yields its rows in the same order. */
    public int hash(@Nullable Object[] key) {
        int hash = 0;
        for (int i = 0; i < types.length; i++) {
            Object value = key[i];
            hash = hash * 31 + (value == null ? 0 : types[i].hash(value));
        }
        // the finalizer of MurmurHash3: integers hash to themselves, and tables take their low bits
        hash ^= hash >>> 16;
        hash *= 0x85ebca6b;
        hash ^= hash >>> 13;
        hash *= 0xc2b2ae35;
        return hash ^ hash >>> 16;
    }

    public boolean equal(@Nullable Object[] left, @Nullable Object[] right) {
        for (int i = 0; i < types.length; i++) {
            Object a = left[i];
            Object b = right[i];
            if (a == null || b == null) {
                if (a != b) {
                    return false;
                }
            } else if (!types[i].equal(a, b)) {
                return false;
            }
        }
        return true;
    }

    public static boolean containsNull(@Nullable Object[] key) {
        for (Object value : key) {
            if (value == null) {
                return true;
            }
        }
        return false;
    }
}
