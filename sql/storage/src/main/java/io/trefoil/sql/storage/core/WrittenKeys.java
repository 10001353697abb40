package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.Spaces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes what a commit writes, space by space, for the commit log and for the rows that are kept for readers. */
final class WrittenKeys {
    private final int keysBeforeSpan;
    private final List<KeyRange> spans = new ArrayList<>();
    private long[] hashes = new long[8];
    private int[] spaces = new int[8];
    private byte[][] keys = new byte[8][];
    private byte[] @Nullable [] values = new byte[8] @Nullable [];
    private int size;
    private boolean dropsSpaces;

    // Of the space under way.
    private int space;
    private int sizeBefore;
    private long count;
    private byte @Nullable [] first;
    private byte @Nullable [] last;

    /** @param keysBeforeSpan a space with more keys is noted as one span */
    WrittenKeys(int keysBeforeSpan) {
        this.keysBeforeSpan = keysBeforeSpan;
    }

    /** The keys that follow are of this space and come in order. */
    void beginSpace(int number) {
        endSpace();
        space = number;
    }

    void add(byte[] key, byte @Nullable [] value) {
        first = first == null ? key : first;
        last = key;
        if (++count <= keysBeforeSpan) {
            note(key, value);
        }
        if (space == Spaces.STORE && value != null) {
            // Only dropped spaces are written there by transactions. Whoever read the space conflicts.
            dropsSpaces = true;
            addSpan(KeyRange.all(StoreKeys.spaceOf(key)));
        }
    }

    /** No key follows. */
    void endSpace() {
        byte[] low = first;
        byte[] high = last;
        if (low != null && high != null && count > keysBeforeSpan) {
            size = sizeBefore;
            addSpan(new KeyRange(space, low, KeyRange.successor(high)));
        }
        sizeBefore = size;
        count = 0;
        first = null;
        last = null;
    }

    void addSpan(KeyRange span) {
        spans.add(span);
    }

    CommitRecord record() {
        return new CommitRecord(
                Arrays.copyOf(hashes, size),
                Arrays.copyOf(spaces, size),
                Arrays.copyOf(keys, size),
                List.copyOf(spans));
    }

    /** After the commit: rows that are kept for readers follow it. */
    void refresh(RowCache cache, long version) {
        for (int i = 0; i < size; i++) {
            cache.committed(version, hashes[i], spaces[i], keys[i], values[i]);
        }
    }

    boolean dropsSpaces() {
        return dropsSpaces;
    }

    private void note(byte[] key, byte @Nullable [] value) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, size * 2);
            spaces = Arrays.copyOf(spaces, size * 2);
            keys = Arrays.copyOf(keys, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        hashes[size] = KeyHash.of(space, key);
        spaces[size] = space;
        keys[size] = key;
        values[size++] = value;
    }
}
