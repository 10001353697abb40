package io.trefoil.sql.storage.memory;

import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.engine.EngineWrites;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Operations as parallel arrays; a range removal has its range instead of a key. */
final class MemoryWrites implements EngineWrites {
    private int[] spaces = new int[8];
    private @Nullable Object[] keys = new @Nullable Object[8];
    private byte[] @Nullable [] values = new byte[8] @Nullable [];
    private int size;

    @Override
    public void put(int space, byte[] key, byte[] value) {
        add(space, key, value);
    }

    @Override
    public void delete(int space, byte[] key) {
        add(space, key, null);
    }

    @Override
    public void deleteRange(KeyRange range) {
        add(range.space(), range, null);
    }

    @Override
    public int operations() {
        return size;
    }

    int space(int i) {
        return spaces[i];
    }

    /** A {@code byte[]} or a {@link KeyRange}. */
    @Nullable
    Object target(int i) {
        return keys[i];
    }

    byte @Nullable [] value(int i) {
        return values[i];
    }

    private void add(int space, Object target, byte @Nullable [] value) {
        if (size == spaces.length) {
            spaces = Arrays.copyOf(spaces, size * 2);
            keys = Arrays.copyOf(keys, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        spaces[size] = space;
        keys[size] = target;
        values[size++] = value;
    }
}
