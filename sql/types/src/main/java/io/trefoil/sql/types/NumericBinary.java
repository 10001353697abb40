package io.trefoil.sql.types;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The binary form of numeric, all fields 16 bits: number of digits, weight of the first digit, sign, display scale, then
 * the digits of base 10000, most significant first (numeric.c, numeric_send).
 *
 * <p>Signs: 0x0000 positive, 0x4000 negative, 0xC000 NaN, 0xD000 Infinity, 0xF000 -Infinity.
 */
final class NumericBinary {
    private static final int NEGATIVE = 0x4000;
    private static final int NAN = 0xC000;
    private static final int INFINITY = 0xD000;
    private static final int MINUS_INFINITY = 0xF000;
    private static final int BASE = 10000;
    private static final int BASE_DIGITS = 4;

    private NumericBinary() {}

    static void write(SqlNumeric value, ByteSink out) {
        if (!value.isFinite()) {
            int sign = value.isNaN() ? NAN : value.signum() > 0 ? INFINITY : MINUS_INFINITY;
            header(out, 0, 0, sign, value.isNaN() ? 0 : INFINITE_SCALE);
            return;
        }
        int scale = value.scale();
        if (value.isSmall() && scale <= 16) {
            writeSmall(value.unscaledLong(), scale, out);
        } else {
            writeLarge(value.toBigDecimal(), scale, out);
        }
    }

    /** PostgreSQL sends the flag bits of its short header as an infinity's scale. */
    private static final int INFINITE_SCALE = 0x20;

    private static void writeSmall(long unscaled, int scale, ByteSink out) {
        long magnitude = Math.abs(unscaled);
        long power = DecimalPowers.power(scale);
        int groups = (scale + BASE_DIGITS - 1) / BASE_DIGITS;
        long integer = magnitude / power;
        long fraction = (magnitude % power) * DecimalPowers.power(groups * BASE_DIGITS - scale);
        // five groups hold the 19 digits of a long
        int integerGroups = (DecimalPowers.digits(integer) + BASE_DIGITS - 1) / BASE_DIGITS;
        int first = integer == 0 ? 0 : -integerGroups;
        if (integer == 0) {
            while (first < groups && group(integer, fraction, groups, first) == 0) {
                first++;
            }
        }
        int last = groups;
        while (last > first && group(integer, fraction, groups, last - 1) == 0) {
            last--;
        }
        int count = last - first;
        header(out, count, count == 0 ? 0 : -first - 1, unscaled < 0 ? NEGATIVE : 0, scale);
        for (int i = first; i < last; i++) {
            out.putShort(group(integer, fraction, groups, i));
        }
    }

    /** The base-10000 digit at an index: -1 is the last before the point, 0 the first after it. */
    private static int group(long integer, long fraction, int groups, int index) {
        if (index < 0) {
            return (int) (integer / DecimalPowers.power((-index - 1) * BASE_DIGITS) % BASE);
        }
        return (int) (fraction / DecimalPowers.power((groups - 1 - index) * BASE_DIGITS) % BASE);
    }

    private static void writeLarge(BigDecimal value, int scale, ByteSink out) {
        int groups = (scale + BASE_DIGITS - 1) / BASE_DIGITS;
        String digits =
                value.setScale(groups * BASE_DIGITS).unscaledValue().abs().toString();
        int pad = (BASE_DIGITS - digits.length() % BASE_DIGITS) % BASE_DIGITS;
        digits = "0".repeat(pad) + digits;
        int count = digits.length() / BASE_DIGITS;
        int weight = count - groups - 1;
        int first = 0;
        while (first < count && isZero(digits, first)) {
            first++;
        }
        while (count > first && isZero(digits, count - 1)) {
            count--;
        }
        if (count == first) {
            header(out, 0, 0, 0, scale);
            return;
        }
        header(out, count - first, weight - first, value.signum() < 0 ? NEGATIVE : 0, scale);
        for (int i = first; i < count; i++) {
            out.putShort(Integer.parseInt(digits, i * BASE_DIGITS, (i + 1) * BASE_DIGITS, 10));
        }
    }

    private static boolean isZero(String digits, int group) {
        return digits.startsWith("0000", group * BASE_DIGITS);
    }

    private static void header(ByteSink out, int count, int weight, int sign, int scale) {
        out.putShort(count);
        out.putShort(weight);
        out.putShort(sign);
        out.putShort(scale);
    }

    static SqlNumeric read(byte[] source, int offset, int length) {
        BinaryReader in = new BinaryReader(source, offset, length);
        int count = in.readShort() & 0xffff;
        int weight = in.readShort();
        int sign = in.readShort() & 0xffff;
        int scale = in.readShort() & 0xffff;
        if (sign != 0 && sign != NEGATIVE && sign != NAN && sign != INFINITY && sign != MINUS_INFINITY) {
            throw invalid("sign");
        }
        if (scale > SqlNumeric.SCALE_MAX) {
            throw invalid("scale");
        }
        long small = 0;
        BigInteger large = null;
        for (int i = 0; i < count; i++) {
            int digit = in.readShort();
            if (digit < 0 || digit >= BASE) {
                throw invalid("digit");
            }
            if (i < BASE_DIGITS) {
                small = small * BASE + digit;
            } else {
                large = (large == null ? BigInteger.valueOf(small) : large)
                        .multiply(BigInteger.valueOf(BASE))
                        .add(BigInteger.valueOf(digit));
            }
        }
        in.requireEnd();
        switch (sign) {
            case NAN -> {
                return SqlNumeric.NAN;
            }
            case INFINITY -> {
                return SqlNumeric.POSITIVE_INFINITY;
            }
            case MINUS_INFINITY -> {
                return SqlNumeric.NEGATIVE_INFINITY;
            }
            default -> {}
        }
        return assemble(small, large, (count - 1 - weight) * BASE_DIGITS, sign == NEGATIVE, scale);
    }

    /** Digits beyond the display scale are cut off, as numeric_recv does. */
    private static SqlNumeric assemble(
            long small,
            @org.jspecify.annotations.Nullable BigInteger large,
            int exponent,
            boolean negative,
            int scale) {
        if (large == null && small == 0) {
            return SqlNumeric.of(0, scale);
        }
        int shift = scale - exponent;
        if (large == null && shift < 0 && -shift <= DecimalPowers.EXPONENT_MAX) {
            long unscaled = small / DecimalPowers.power(-shift);
            return SqlNumeric.of(negative ? -unscaled : unscaled, scale);
        }
        BigInteger unscaled = large == null ? BigInteger.valueOf(small) : large;
        BigDecimal value = new BigDecimal(negative ? unscaled.negate() : unscaled, exponent);
        return SqlNumeric.of(value.setScale(scale, java.math.RoundingMode.DOWN));
    }

    private static SqlStateException invalid(String part) {
        return new SqlStateException(
                SqlState.INVALID_BINARY_REPRESENTATION, "invalid " + part + " in external \"numeric\" value");
    }
}
