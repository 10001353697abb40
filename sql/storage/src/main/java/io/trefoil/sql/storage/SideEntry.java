package io.trefoil.sql.storage;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An entry that is put in the same batch as the end of a transaction, without a lock and without a look at what is there:
 * for a key that nobody else writes meanwhile.
 */
public record SideEntry(int space, byte[] key, byte[] value) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SideEntry(int otherSpace, byte[] otherKey, byte[] otherValue)
                && space == otherSpace
                && Arrays.equals(key, otherKey)
                && Arrays.equals(value, otherValue);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * space + Arrays.hashCode(key)) + Arrays.hashCode(value);
    }
}
