package io.trefoil.sql.types;

import java.nio.charset.StandardCharsets;

/**
 * Reads floating-point numbers as C's strtod and strtof do (decimal, hexadecimal, inf, infinity, nan, nan(...)), with
 * PostgreSQL's errors: overflow and underflow to zero are out of range.
 */
final class FloatInput {
    /** 10^0 .. 10^22 are exact doubles; 10^0 .. 10^10 exact floats. */
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private static final long DOUBLE_EXACT_MAX = 1L << 53;
    private static final long FLOAT_EXACT_MAX = 1L << 24;
    private static final int FLOAT_POWER_MAX = 10;

    private final byte[] source;
    private final int offset;
    private final int limit;
    private final int start;
    private final boolean single;
    private int at;

    private FloatInput(byte[] source, int offset, int length, boolean single) {
        this.source = source;
        this.offset = offset;
        this.limit = offset + length;
        this.single = single;
        this.start = AsciiText.skipSpace(source, offset, limit);
        this.at = start;
    }

    static double parseDouble(byte[] source, int offset, int length) {
        return new FloatInput(source, offset, length, false).read();
    }

    static float parseFloat(byte[] source, int offset, int length) {
        return (float) new FloatInput(source, offset, length, true).read();
    }

    private double read() {
        boolean negative = false;
        if (at < limit && (source[at] == '-' || source[at] == '+')) {
            negative = source[at++] == '-';
        }
        double magnitude;
        if (at < limit && (AsciiText.isDigit(source[at]) || source[at] == '.')) {
            magnitude = isHexadecimal() ? readHexadecimal() : readDecimal();
        } else {
            magnitude = readWord();
        }
        if (AsciiText.skipSpace(source, at, limit) != limit) {
            throw malformed();
        }
        return negative ? -magnitude : magnitude;
    }

    private double readDecimal() {
        int first = at;
        long mantissa = 0;
        int digits = 0;
        int significant = 0;
        int scale = 0;
        boolean point = false;
        boolean nonzero = false;
        for (; at < limit; at++) {
            int c = source[at];
            if (c == '.' && !point) {
                point = true;
                continue;
            }
            if (!AsciiText.isDigit(c)) {
                break;
            }
            digits++;
            nonzero |= c != '0';
            if (nonzero && ++significant <= DecimalPowers.EXPONENT_MAX) {
                mantissa = mantissa * 10 + (c - '0');
            }
            scale += point ? 1 : 0;
        }
        if (digits == 0) {
            throw malformed();
        }
        long exponent = readExponent('e') - scale;
        if (significant <= DecimalPowers.EXPONENT_MAX) {
            if (mantissa == 0) {
                return 0;
            }
            if (single && mantissa <= FLOAT_EXACT_MAX && Math.abs(exponent) <= FLOAT_POWER_MAX) {
                float power = (float) POWERS[(int) Math.abs(exponent)];
                return exponent < 0 ? (float) mantissa / power : (float) mantissa * power;
            }
            if (!single && mantissa <= DOUBLE_EXACT_MAX && Math.abs(exponent) < POWERS.length) {
                double power = POWERS[(int) Math.abs(exponent)];
                return exponent < 0 ? mantissa / power : mantissa * power;
            }
        }
        return checked(new String(source, first, at - first, StandardCharsets.ISO_8859_1), nonzero);
    }

    /** An exponent after a letter, when digits follow it; else nothing is consumed. */
    private long readExponent(char letter) {
        if (at >= limit || (source[at] | 0x20) != letter) {
            return 0;
        }
        int next = at + 1;
        boolean negative = false;
        if (next < limit && (source[next] == '-' || source[next] == '+')) {
            negative = source[next++] == '-';
        }
        int first = next;
        long value = 0;
        for (; next < limit && AsciiText.isDigit(source[next]); next++) {
            value = Math.min(value * 10 + source[next] - '0', Integer.MAX_VALUE);
        }
        if (next == first) {
            return 0;
        }
        at = next;
        return negative ? -value : value;
    }

    private boolean isHexadecimal() {
        return at + 2 < limit
                && source[at] == '0'
                && (source[at + 1] | 0x20) == 'x'
                && (AsciiText.hexDigit(source[at + 2]) >= 0
                        || source[at + 2] == '.' && at + 3 < limit && AsciiText.hexDigit(source[at + 3]) >= 0);
    }

    private double readHexadecimal() {
        int first = at;
        boolean point = false;
        boolean nonzero = false;
        for (at += 2; at < limit; at++) {
            if (source[at] == '.' && !point) {
                point = true;
            } else if (AsciiText.hexDigit(source[at]) < 0) {
                break;
            } else {
                nonzero |= source[at] != '0';
            }
        }
        int mantissaEnd = at;
        readExponent('p');
        String text = new String(source, first, at - first, StandardCharsets.ISO_8859_1);
        return checked(at == mantissaEnd ? text + "p0" : text, nonzero);
    }

    /** PostgreSQL quotes only the number of a float8, but the whole text of a float4. */
    private double checked(String text, boolean nonzero) {
        double value = single ? Float.parseFloat(text) : Double.parseDouble(text);
        if (Double.isInfinite(value) || value == 0 && nonzero) {
            throw new SqlStateException(
                    SqlState.NUMERIC_VALUE_OUT_OF_RANGE,
                    "\"" + (single ? text() : new String(source, start, at - start, StandardCharsets.UTF_8))
                            + "\" is out of range for type " + typeName());
        }
        return value;
    }

    private double readWord() {
        int first = at;
        while (at < limit && AsciiText.isAlpha(source[at])) {
            at++;
        }
        switch (AsciiText.lower(source, first, at)) {
            case "inf", "infinity" -> {
                return Double.POSITIVE_INFINITY;
            }
            case "nan" -> {
                skipPayload();
                return Double.NaN;
            }
            default -> throw malformed();
        }
    }

    /** The parenthesised characters that C allows after nan. */
    private void skipPayload() {
        if (at < limit && source[at] == '(') {
            int next = at + 1;
            while (next < limit && (AsciiText.isAlphanumeric(source[next]) || source[next] == '_')) {
                next++;
            }
            if (next < limit && source[next] == ')') {
                at = next + 1;
            }
        }
    }

    private String typeName() {
        return single ? "real" : "double precision";
    }

    private SqlStateException malformed() {
        return InputErrors.syntax(typeName(), text());
    }

    private String text() {
        return Utf8.decode(source, offset, limit - offset);
    }
}
