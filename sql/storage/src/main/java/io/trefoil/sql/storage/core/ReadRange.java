package io.trefoil.sql.storage.core;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A range of one space that was read: from {@code low} inclusive to {@code high} exclusive, null for no end. */
final class ReadRange {
    final int space;
    byte[] low;
    byte @Nullable [] high;
    /** False while nothing was delivered from it: then it holds no key, whatever the bounds say. */
    boolean started;

    ReadRange(int space, byte[] low, byte @Nullable [] high) {
        this.space = space;
        this.low = low;
        this.high = high;
    }

    boolean contains(byte[] key) {
        return started
                && Arrays.compareUnsigned(low, key) <= 0
                && (high == null || Arrays.compareUnsigned(key, high) < 0);
    }

    /** Whether a span of the same space has a key in common with this one. */
    boolean overlaps(byte[] otherLow, byte @Nullable [] otherHigh) {
        return started
                && (high == null || Arrays.compareUnsigned(otherLow, high) < 0)
                && (otherHigh == null || Arrays.compareUnsigned(low, otherHigh) < 0);
    }
}
