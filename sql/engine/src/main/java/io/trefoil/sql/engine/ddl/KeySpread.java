package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.storage.KeyRange;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * Draws places in a range of keys so that every place has about the same number of bytes stored around it. The range is
 * halved by the numbers that its keys begin with, places are shared out by the store's guess at the size of each half, and
 * inside of a piece with few places left one is drawn from every equal part.
 */
final class KeySpread {
    /** Places that are not worth another look at the sizes. */
    private static final int PLACES_TOGETHER = 64;

    private final ToLongFunction<KeyRange> sizes;
    private final SplittableRandom random;

    /** @param sizes bytes in a range, roughly */
    KeySpread(ToLongFunction<KeyRange> sizes, SplittableRandom random) {
        this.sizes = sizes;
        this.random = random;
    }

    /** Hands out {@code places} keys of the range in ascending order; few of them exist. */
    void draw(int space, byte[] low, byte[] high, int places, Consumer<byte[]> place) {
        int common = Arrays.mismatch(low, high);
        if (places <= 0 || common < 0) {
            return;
        }
        long from = number(low, common);
        long width = number(high, common) - from;
        byte[] middle = key(low, common, from + (width >>> 1));
        boolean splits = Arrays.compareUnsigned(low, middle) < 0 && Arrays.compareUnsigned(middle, high) < 0;
        if (places <= PLACES_TOGETHER || !splits) {
            long part = Long.divideUnsigned(width, places);
            for (int i = 0; i < places; i++) {
                long inside = Math.unsignedMultiplyHigh(random.nextLong(), part);
                place.accept(key(low, common, from + i * part + inside));
            }
            return;
        }
        long left = sizes.applyAsLong(new KeyRange(space, low, middle));
        long right = sizes.applyAsLong(new KeyRange(space, middle, high));
        int ofLeft = left + right == 0 ? places / 2 : (int) Math.round(places * (double) left / (left + right));
        draw(space, low, middle, ofLeft, place);
        draw(space, middle, high, places - ofLeft, place);
    }

    /** The eight bytes behind the common ones, as far as there are. */
    private static long number(byte[] key, int common) {
        long number = 0;
        for (int i = common; i < Math.min(key.length, common + Long.BYTES); i++) {
            number |= (key[i] & 0xffL) << (56 - 8 * (i - common));
        }
        return number;
    }

    private static byte[] key(byte[] prefix, int common, long number) {
        byte[] key = Arrays.copyOf(prefix, common + Long.BYTES);
        for (int i = 0; i < Long.BYTES; i++) {
            key[common + i] = (byte) (number >>> (56 - 8 * i));
        }
        return key;
    }
}
