package io.trefoil.sql.catalog.builtin;

import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map from OID to row without boxing: open addressing, at most half full. Keys are compared as 32-bit
 * values; OID 0 is never a key.
 */
public final class OidMap<V> {
    private final int[] keys;
    private final @Nullable Object[] values;

    private OidMap(int slots) {
        this.keys = new int[slots];
        this.values = new @Nullable Object[slots];
    }

    /** Maps each row by the OID that {@code key} gives; of rows with the same OID the first one wins. */
    public static <V> OidMap<V> of(List<V> rows, ToIntFunction<V> key) {
        OidMap<V> map = new OidMap<>(Math.max(4, Integer.highestOneBit(rows.size() * 2) * 2));
        for (V row : rows) {
            int oid = key.applyAsInt(row);
            int slot = map.slotOf(oid);
            if (map.keys[slot] == 0) {
                map.keys[slot] = oid;
                map.values[slot] = row;
            }
        }
        return map;
    }

    private int slotOf(int oid) {
        int mask = keys.length - 1;
        int slot = (oid * 0x9E3779B9 >>> 7) & mask;
        while (keys[slot] != 0 && keys[slot] != oid) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    @SuppressWarnings("unchecked") // values holds only V
    public @Nullable V get(int oid) {
        return oid == 0 ? null : (V) values[slotOf(oid)];
    }
}
