package io.trefoil.sql.storage;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one space from {@code low} (inclusive) to {@code high} (exclusive), compared as unsigned bytes, a prefix
 * before its extensions. The arrays are not copied: who makes a range must not change them afterwards.
 *
 * @param space the space
 * @param low the smallest key inside; the empty array is before every key
 * @param high the smallest key behind the range; null means the end of the space
 */
public record KeyRange(int space, byte[] low, byte @Nullable [] high) {
    private static final byte[] FIRST = new byte[0];

    // Written out, because javac does not put the annotation of an array component on an implicit constructor.
    @SuppressWarnings("RedundantRecordConstructor")
    public KeyRange(int space, byte[] low, byte @Nullable [] high) {
        this.space = space;
        this.low = Objects.requireNonNull(low, "low");
        this.high = high;
    }

    /** Every key of the space. */
    public static KeyRange all(int space) {
        return new KeyRange(space, FIRST, null);
    }

    /** Every key that starts with {@code prefix}. */
    public static KeyRange prefix(int space, byte[] prefix) {
        return new KeyRange(space, prefix, successorOfPrefix(prefix));
    }

    /** Exactly one key. */
    public static KeyRange single(int space, byte[] key) {
        return new KeyRange(space, key, successor(key));
    }

    /** The smallest key greater than {@code key}: the key with a zero byte behind it. */
    public static byte[] successor(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }

    /** The smallest key greater than every key that starts with {@code prefix}, or null if there is none. */
    public static byte @Nullable [] successorOfPrefix(byte[] prefix) {
        for (int i = prefix.length - 1; i >= 0; i--) {
            if (prefix[i] != (byte) 0xff) {
                byte[] next = Arrays.copyOf(prefix, i + 1);
                next[i]++;
                return next;
            }
        }
        return null;
    }

    /** What is left of the range for a walk that has passed {@code last}; all of it if that is null. */
    public KeyRange behind(byte @Nullable [] last, boolean reverse) {
        if (last == null) {
            return this;
        }
        return reverse ? new KeyRange(space, low, last) : new KeyRange(space, successor(last), high);
    }

    /** Whether no key can lie inside. */
    public boolean isEmpty() {
        return high != null && Arrays.compareUnsigned(low, high) >= 0;
    }

    /** Whether {@code key} of this range's space lies inside. */
    public boolean contains(byte[] key) {
        return Arrays.compareUnsigned(low, key) <= 0 && (high == null || Arrays.compareUnsigned(key, high) < 0);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyRange(int otherSpace, byte[] otherLow, byte[] otherHigh)
                && space == otherSpace
                && Arrays.equals(low, otherLow)
                && Arrays.equals(high, otherHigh);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * space + Arrays.hashCode(low)) + Arrays.hashCode(high);
    }
}
