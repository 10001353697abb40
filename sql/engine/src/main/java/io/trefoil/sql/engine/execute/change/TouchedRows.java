package io.trefoil.sql.engine.execute.change;

import io.trefoil.sql.engine.execute.ExecutionContext;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of one table that a statement has changed, so that it changes each of them once. Kept in a state cell. */
final class TouchedRows {
    private final Set<Key> keys = new HashSet<>();

    private record Key(byte[] bytes) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && Arrays.equals(bytes, key.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    /** @param cell of the context, or -1 when the plan cannot yield a row twice */
    static @Nullable TouchedRows of(int cell, ExecutionContext context) {
        if (cell < 0) {
            return null;
        }
        if (context.state(cell) instanceof TouchedRows open) {
            return open;
        }
        TouchedRows touched = new TouchedRows();
        context.setState(cell, touched);
        return touched;
    }

    /** False when the row was there already. */
    boolean add(byte[] rowKey) {
        return keys.add(new Key(rowKey));
    }

    boolean contains(byte[] rowKey) {
        return keys.contains(new Key(rowKey));
    }
}
