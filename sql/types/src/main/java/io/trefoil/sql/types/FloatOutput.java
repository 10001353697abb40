package io.trefoil.sql.types;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Writes floating-point numbers: the shortest digits that read back as the same value when extra_float_digits is
 * positive (the default), else C's {@code %.*g} with 15 or 6 digits plus that setting. Exponents have at least two
 * digits; plain notation is used for exponents from -4 to below 15 (float8) or 6 (float4).
 */
final class FloatOutput {
    private static final int DOUBLE_DIGITS = 15;
    private static final int FLOAT_DIGITS = 6;
    private static final int EXPONENT_MIN = -4;

    /** Below this every double is an integer that prints plainly. */
    private static final double PLAIN_MAX = 1e15;

    /** Below these no short decimal lies exactly half way between two numbers. */
    private static final double BOUNDARY_MIN_DOUBLE = 0x1p51;

    private static final float BOUNDARY_MIN_FLOAT = 0x1p20f;

    private FloatOutput() {}

    static void write(double value, int extraDigits, ByteSink out) {
        if (writeSpecial(value, out)) {
            return;
        }
        if (extraDigits <= 0) {
            writeRounded(value, Math.max(1, DOUBLE_DIGITS + extraDigits), out);
            return;
        }
        long whole = (long) value;
        if (whole == value && Math.abs(value) < PLAIN_MAX) {
            out.putDecimal(whole);
            return;
        }
        if (value < 0) {
            out.putByte('-');
        }
        double magnitude = Math.abs(value);
        String shortest = magnitude < Double.MIN_NORMAL ? subnormal(magnitude) : Double.toString(magnitude);
        if (magnitude >= BOUNDARY_MIN_DOUBLE && (Double.doubleToRawLongBits(magnitude) & 1) == 0) {
            shortest = ShortestDecimal.between(
                    shortest, Math.nextDown(magnitude), new BigDecimal(magnitude), Math.nextUp(magnitude));
        }
        writeShortest(shortest, DOUBLE_DIGITS, out);
    }

    static void write(float value, int extraDigits, ByteSink out) {
        if (writeSpecial(value, out)) {
            return;
        }
        if (extraDigits <= 0) {
            writeRounded(value, Math.max(1, FLOAT_DIGITS + extraDigits), out);
            return;
        }
        if (value < 0) {
            out.putByte('-');
        }
        float magnitude = Math.abs(value);
        String shortest = magnitude < Float.MIN_NORMAL ? subnormal(magnitude) : Float.toString(magnitude);
        if (magnitude >= BOUNDARY_MIN_FLOAT && (Float.floatToRawIntBits(magnitude) & 1) == 0) {
            shortest = ShortestDecimal.between(
                    shortest, Math.nextDown(magnitude), new BigDecimal(magnitude), Math.nextUp(magnitude));
        }
        writeShortest(shortest, FLOAT_DIGITS, out);
    }

    private static boolean writeSpecial(double value, ByteSink out) {
        if (Double.isNaN(value)) {
            out.putAscii("NaN");
        } else if (Double.isInfinite(value)) {
            out.putAscii(value < 0 ? "-Infinity" : "Infinity");
        } else if (value == 0) {
            out.putAscii(1 / value < 0 ? "-0" : "0");
        } else {
            return false;
        }
        return true;
    }

    /** Java prints at least two digits even where one identifies a subnormal number. */
    private static String subnormal(double value) {
        String text = Double.toString(value);
        BigDecimal one = new BigDecimal(value).round(new MathContext(1, RoundingMode.HALF_EVEN));
        return one.doubleValue() == value ? scientific(one) : text;
    }

    private static String subnormal(float value) {
        String text = Float.toString(value);
        BigDecimal one = new BigDecimal(value).round(new MathContext(1, RoundingMode.HALF_EVEN));
        return one.floatValue() == value ? scientific(one) : text;
    }

    private static String scientific(BigDecimal oneDigit) {
        return oneDigit.unscaledValue() + ".0E" + -oneDigit.scale();
    }

    /** Rewrites the form of Double.toString of a positive number. */
    private static void writeShortest(String text, int plainDigits, ByteSink out) {
        byte[] digits = new byte[text.length()];
        int count = 0;
        int exponent = -1;
        boolean point = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                point = true;
            } else if (c == 'E') {
                exponent += Integer.parseInt(text, i + 1, text.length(), 10);
                break;
            } else if (c != '0' || count > 0) {
                digits[count++] = (byte) c;
                exponent += point ? 0 : 1;
            } else if (point) {
                exponent--;
            }
        }
        write(digits, count, exponent, plainDigits, out);
    }

    private static void writeRounded(double value, int precision, ByteSink out) {
        BigDecimal rounded = new BigDecimal(Math.abs(value)).round(new MathContext(precision, RoundingMode.HALF_EVEN));
        if (value < 0) {
            out.putByte('-');
        }
        String text = rounded.unscaledValue().toString();
        byte[] digits = text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        write(digits, digits.length, digits.length - 1 - rounded.scale(), precision, out);
    }

    /** Writes 0.d1d2d3... * 10^(exponent+1), dropping zeros at the end. */
    private static void write(byte[] digits, int length, int exponent, int plainDigits, ByteSink out) {
        int count = length;
        while (count > 1 && digits[count - 1] == '0') {
            count--;
        }
        if (exponent < EXPONENT_MIN || exponent >= plainDigits) {
            out.putByte(digits[0]);
            if (count > 1) {
                out.putByte('.');
                out.putBytes(digits, 1, count - 1);
            }
            out.putByte('e');
            out.putByte(exponent < 0 ? '-' : '+');
            int magnitude = Math.abs(exponent);
            out.putPadded(magnitude, magnitude < 100 ? 2 : 3);
        } else if (exponent < 0) {
            out.putAscii("0.");
            zeros(-exponent - 1, out);
            out.putBytes(digits, 0, count);
        } else if (count <= exponent + 1) {
            out.putBytes(digits, 0, count);
            zeros(exponent + 1 - count, out);
        } else {
            out.putBytes(digits, 0, exponent + 1);
            out.putByte('.');
            out.putBytes(digits, exponent + 1, count - exponent - 1);
        }
    }

    private static void zeros(int count, ByteSink out) {
        for (int i = 0; i < count; i++) {
            out.putByte('0');
        }
    }
}
