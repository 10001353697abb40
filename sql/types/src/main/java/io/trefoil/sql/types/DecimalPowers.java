package io.trefoil.sql.types;

import java.math.BigInteger;

/** Powers of ten and digit counts for decimal arithmetic on longs. */
final class DecimalPowers {
    /** 10^0 .. 10^18, all that fit a long. */
    private static final long[] POWERS = new long[19];

    static {
        long power = 1;
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = power;
            power *= 10;
        }
    }

    /** The greatest exponent whose power fits a long. */
    static final int EXPONENT_MAX = 18;

    private DecimalPowers() {}

    /** 10^exponent for 0..18. */
    static long power(int exponent) {
        return POWERS[exponent];
    }

    static BigInteger big(int exponent) {
        return exponent <= EXPONENT_MAX ? BigInteger.valueOf(POWERS[exponent]) : BigInteger.TEN.pow(exponent);
    }

    /** Number of decimal digits of a non-negative value; 1 for zero. */
    static int digits(long value) {
        // 1233/4096 approximates log10(2); the guess is at most one too small
        int guess = ((64 - Long.numberOfLeadingZeros(value | 1)) * 1233) >> 12;
        return guess > EXPONENT_MAX || value < POWERS[guess] ? Math.max(guess, 1) : guess + 1;
    }
}
