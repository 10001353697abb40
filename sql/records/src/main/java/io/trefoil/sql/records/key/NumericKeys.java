package io.trefoil.sql.records.key;

import io.trefoil.sql.types.SqlNumeric;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * numeric, by value: the display scale is lost. A leading byte tells the class; then, for finite numbers other than zero,
 * the number is taken as {@code 0.p1 p2 p3 ... * 100^E} with pairs of decimal digits p1 &gt; 0:
 *
 * <pre>
 * 10        -Infinity
 * 20 ...    negative: complement of what follows 40 for its absolute value
 * 30        zero
 * 40 ...    positive: exponent, pairs, 00
 * 50        Infinity
 * 60        NaN
 *
 * exponent  1 byte E + 80h for -60 &lt;= E &lt;= 60; else 10h (smaller) or F0h (greater) and E + 800000h in 3 bytes
 * pair      1 byte: pair + 1; trailing zero pairs are left out
 * </pre>
 */
final class NumericKeys extends KeyCodec {
    static final KeyCodec NUMERIC = new NumericKeys();

    private static final int NEGATIVE_INFINITY = 0x10;
    private static final int NEGATIVE = 0x20;
    private static final int ZERO = 0x30;
    private static final int POSITIVE = 0x40;
    private static final int POSITIVE_INFINITY = 0x50;
    private static final int NAN = 0x60;
    private static final int SHORT_EXPONENT_MAX = 60;
    private static final int SHORT_BIAS = 0x80;
    private static final int LONG_BIAS = 0x800000;

    private NumericKeys() {
        super(-1, false);
    }

    @Override
    void write(Object value, KeyWriter out) {
        SqlNumeric number = (SqlNumeric) value;
        if (!number.isFinite()) {
            out.putByte(number.isNaN() ? NAN : number.signum() < 0 ? NEGATIVE_INFINITY : POSITIVE_INFINITY);
            return;
        }
        int sign = number.signum();
        if (sign == 0) {
            out.putByte(ZERO);
            return;
        }
        out.putByte(sign < 0 ? NEGATIVE : POSITIVE);
        int start = out.size();
        BigDecimal decimal = number.toBigDecimal();
        if (decimal.precision() <= 18) {
            writeSmall(Math.abs(decimal.unscaledValue().longValue()), decimal.scale(), out);
        } else {
            String digits = decimal.unscaledValue().abs().toString();
            writeDigits(digits, digits.length() - decimal.scale(), out);
        }
        out.putByte(0);
        if (sign < 0) {
            out.invertFrom(start);
        }
    }

    /** The common case without making strings: the digits of a long, pair by pair from the left. */
    private static void writeSmall(long unscaled, int scale, KeyWriter out) {
        int length = 1;
        long power = 1;
        while (unscaled / power >= 10) {
            power *= 10;
            length++;
        }
        int exponent = length - scale;
        writeExponent(Math.floorDiv(exponent + 1, 2), out);
        long rest = unscaled;
        if ((exponent & 1) != 0) {
            out.putByte((int) (rest / power) + 1);
            rest %= power;
            power /= 10;
        }
        while (rest != 0) {
            if (power == 1) {
                out.putByte((int) rest * 10 + 1);
                return;
            }
            long pair = power / 10;
            out.putByte((int) (rest / pair) + 1);
            rest %= pair;
            power = pair / 10;
        }
    }

    private static void writeDigits(String digits, int exponent, KeyWriter out) {
        writeExponent(Math.floorDiv(exponent + 1, 2), out);
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        int at = 0;
        if ((exponent & 1) != 0) {
            out.putByte(digits.charAt(at++) - '0' + 1);
        }
        while (at < end) {
            int tens = digits.charAt(at) - '0';
            int ones = at + 1 < end ? digits.charAt(at + 1) - '0' : 0;
            out.putByte(tens * 10 + ones + 1);
            at += 2;
        }
    }

    private static void writeExponent(int exponent, KeyWriter out) {
        if (Math.abs(exponent) <= SHORT_EXPONENT_MAX) {
            out.putByte(exponent + SHORT_BIAS);
        } else {
            int biased = exponent + LONG_BIAS;
            out.putByte(exponent < 0 ? 0x10 : 0xf0);
            out.putByte(biased >> 16);
            out.putShort(biased);
        }
    }

    @Override
    Object read(KeyReader in) {
        int lead = in.readByte();
        return switch (lead) {
            case NEGATIVE_INFINITY -> SqlNumeric.NEGATIVE_INFINITY;
            case ZERO -> SqlNumeric.ZERO;
            case POSITIVE_INFINITY -> SqlNumeric.POSITIVE_INFINITY;
            case NAN -> SqlNumeric.NAN;
            case NEGATIVE -> readFinite(in, 0xff);
            case POSITIVE -> readFinite(in, 0);
            default -> throw KeyReader.malformed();
        };
    }

    private static SqlNumeric readFinite(KeyReader in, int mask) {
        int first = in.readByte() ^ mask;
        int exponent = first - SHORT_BIAS;
        if (first == 0x10 || first == 0xf0) {
            int high = in.readByte() ^ mask;
            int middle = in.readByte() ^ mask;
            int low = in.readByte() ^ mask;
            exponent = (high << 16 | middle << 8 | low) - LONG_BIAS;
        }
        StringBuilder digits = new StringBuilder();
        for (int pair = in.readByte() ^ mask; pair != 0; pair = in.readByte() ^ mask) {
            digits.append((char) ('0' + (pair - 1) / 10)).append((char) ('0' + (pair - 1) % 10));
        }
        BigInteger unscaled = new BigInteger(digits.toString());
        BigDecimal value = new BigDecimal(mask == 0 ? unscaled : unscaled.negate(), digits.length() - 2 * exponent);
        return SqlNumeric.of(value.stripTrailingZeros());
    }
}
