package io.trefoil.sql.types;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** The text form of numeric: digits with an optional point and exponent, NaN, Infinity and inf in any case. */
final class NumericText {
    /** Exponents beyond this are refused before anything is calculated (numeric.c: INT_MAX / 2). */
    private static final int EXPONENT_MAX = Integer.MAX_VALUE / 2;

    private NumericText() {}

    static SqlNumeric parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return parse(bytes, 0, bytes.length, -1);
    }

    /** The typmod is applied before the limits of the format, so that a great scale may be rounded away. */
    static SqlNumeric parse(byte[] source, int offset, int length, int typmod) {
        int end = offset + length;
        int at = AsciiText.skipSpace(source, offset, end);
        int start = at;
        boolean negative = false;
        if (at < end && (source[at] == '-' || source[at] == '+')) {
            negative = source[at] == '-';
            at++;
        }
        int first = at;
        long unscaled = 0;
        int digits = 0;
        int scale = -1;
        for (; at < end; at++) {
            int digit = source[at] - '0';
            if (digit >= 0 && digit <= 9) {
                if (digits < DecimalPowers.EXPONENT_MAX) {
                    unscaled = unscaled * 10 + digit;
                }
                if (unscaled != 0) {
                    digits++;
                }
                if (scale >= 0) {
                    scale++;
                }
            } else if (source[at] == '.' && scale < 0) {
                scale = 0;
            } else {
                break;
            }
        }
        int mantissaEnd = at;
        if (mantissaEnd - first - (scale >= 0 ? 1 : 0) == 0) {
            return NumericTypmod.apply(special(source, start, end, offset, length), typmod);
        }
        long exponent = 0;
        if (at < end && (source[at] | 0x20) == 'e') {
            int exponentAt = AsciiText.skipSpace(source, at + 1, end);
            at = exponentEnd(source, exponentAt, end);
            if (at < 0) {
                throw malformed(source, offset, length);
            }
            exponent = exponent(source, exponentAt, at);
        }
        if (exponent >= EXPONENT_MAX || exponent <= -EXPONENT_MAX) {
            throw SqlNumeric.overflow();
        }
        if (AsciiText.skipSpace(source, at, end) != end) {
            throw malformed(source, offset, length);
        }
        int fraction = Math.max(scale, 0);
        if (exponent == 0 && digits <= DecimalPowers.EXPONENT_MAX && fraction <= SqlNumeric.SCALE_MAX) {
            return NumericTypmod.apply(SqlNumeric.of(negative ? -unscaled : unscaled, fraction), typmod);
        }
        return large(source, first, mantissaEnd, negative, fraction - exponent, typmod);
    }

    private static SqlNumeric large(byte[] source, int first, int end, boolean negative, long scale, int typmod) {
        char[] digits = new char[end - first];
        int count = 0;
        for (int i = first; i < end; i++) {
            if (source[i] != '.') {
                digits[count++] = (char) source[i];
            }
        }
        BigInteger unscaled = new BigInteger(new String(digits, 0, count));
        if (scale != (int) scale) {
            throw SqlNumeric.overflow();
        }
        BigDecimal value = new BigDecimal(negative ? unscaled.negate() : unscaled, (int) scale);
        if (typmod >= 0) {
            return NumericTypmod.apply(value, typmod);
        }
        if (scale > SqlNumeric.SCALE_MAX || unscaled.signum() != 0 && scale < -SqlNumeric.INTEGER_DIGITS_MAX) {
            throw SqlNumeric.overflow();
        }
        return unscaled.signum() == 0 ? SqlNumeric.of(0, (int) Math.max(scale, 0)) : SqlNumeric.of(value);
    }

    /** The end of an optional sign and at least one digit, or -1. */
    private static int exponentEnd(byte[] source, int from, int end) {
        int at = from;
        if (at < end && (source[at] == '-' || source[at] == '+')) {
            at++;
        }
        int digits = at;
        while (at < end && AsciiText.isDigit(source[at])) {
            at++;
        }
        return at == digits ? -1 : at;
    }

    private static long exponent(byte[] source, int from, int end) {
        boolean negative = source[from] == '-';
        long value = 0;
        for (int i = from; i < end; i++) {
            if (AsciiText.isDigit(source[i]) && value < EXPONENT_MAX) {
                value = value * 10 + (source[i] - '0');
            }
        }
        return negative ? -value : value;
    }

    private static SqlNumeric special(byte[] source, int start, int end, int offset, int length) {
        int last = end;
        while (last > start && AsciiText.isSpace(source[last - 1])) {
            last--;
        }
        return switch (AsciiText.lower(source, start, last)) {
            case "nan" -> SqlNumeric.NAN;
            case "infinity", "+infinity", "inf", "+inf" -> SqlNumeric.POSITIVE_INFINITY;
            case "-infinity", "-inf" -> SqlNumeric.NEGATIVE_INFINITY;
            default -> throw malformed(source, offset, length);
        };
    }

    private static SqlStateException malformed(byte[] source, int offset, int length) {
        return InputErrors.syntax("numeric", Utf8.decode(source, offset, length));
    }

    static void write(SqlNumeric value, ByteSink out) {
        if (!value.isSmall()) {
            out.putAscii(value.toString());
            return;
        }
        long unscaled = value.unscaledLong();
        int scale = value.scale();
        if (scale == 0) {
            out.putDecimal(unscaled);
            return;
        }
        if (unscaled < 0) {
            out.putByte('-');
            unscaled = -unscaled;
        }
        if (scale > DecimalPowers.EXPONENT_MAX) {
            out.putAscii("0.");
            int digits = DecimalPowers.digits(unscaled);
            for (int i = digits; i < scale; i++) {
                out.putByte('0');
            }
            // a long has at most 19 digits and the scale is at least 19
            out.putDecimal(unscaled);
            return;
        }
        long power = DecimalPowers.power(scale);
        out.putDecimal(unscaled / power);
        out.putByte('.');
        out.putPadded(unscaled % power, scale);
    }
}
