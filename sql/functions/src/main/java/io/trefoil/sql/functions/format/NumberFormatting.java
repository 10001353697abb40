package io.trefoil.sql.functions.format;

import static io.trefoil.sql.functions.FunctionFamily.binary;

import io.trefoil.sql.functions.FunctionErrors;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlNumeric;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** to_char of the numeric types and to_number. */
public final class NumberFormatting implements FunctionFamily {
    /** DBL_DIG and FLT_DIG of C: digits that a float keeps for certain. */
    private static final int DOUBLE_DIGITS = 15;

    private static final int FLOAT_DIGITS = 6;

    @Override
    public void define(Definitions d) {
        binary(d, "to_char(int4,text)", (value, template) -> ofInt((int) value, (String) template));
        binary(d, "to_char(int8,text)", (value, template) -> ofLong((long) value, (String) template));
        binary(d, "to_char(numeric,text)", (value, template) -> ofNumeric((SqlNumeric) value, (String) template));
        binary(
                d,
                "to_char(float4,text)",
                (value, template) -> ofDouble((float) value, FLOAT_DIGITS, (String) template));
        binary(
                d,
                "to_char(float8,text)",
                (value, template) -> ofDouble((double) value, DOUBLE_DIGITS, (String) template));
        binary(
                d,
                "to_number(text,text)",
                (text, template) -> ((String) template).isEmpty()
                        ? null
                        : NumberReader.read((String) text, new NumberTemplate((String) template)));
    }

    private static String ofInt(int value, String text) {
        NumberTemplate template = new NumberTemplate(text);
        if (template.roman) {
            return NumberWriter.write(template, Ordinals.roman(value), '+', 0);
        }
        if (template.exponent) {
            return signed(scientific(BigDecimal.valueOf(value), template.digitsAfter));
        }
        BigInteger shifted = BigInteger.valueOf(value).multiply(BigInteger.TEN.pow(template.shift));
        if (shifted.bitLength() > 31) {
            throw FunctionErrors.outOfRange("integer");
        }
        return place(template, new BigDecimal(shifted), template.digitsAfter);
    }

    private static String ofLong(long value, String text) {
        NumberTemplate template = new NumberTemplate(text);
        if (template.roman) {
            return NumberWriter.write(template, Ordinals.roman(value), '+', 0);
        }
        if (template.exponent) {
            return signed(scientificNumeric(BigDecimal.valueOf(value), template.digitsAfter));
        }
        BigInteger shifted = BigInteger.valueOf(value).multiply(BigInteger.TEN.pow(template.shift));
        if (shifted.bitLength() > 63) {
            throw FunctionErrors.outOfRange("bigint");
        }
        return place(template, new BigDecimal(shifted), template.digitsAfter);
    }

    private static String ofNumeric(SqlNumeric value, String text) {
        NumberTemplate template = new NumberTemplate(text);
        if (template.roman) {
            return NumberWriter.write(template, Ordinals.roman(value.toInt()), '+', 0);
        }
        if (!value.isFinite()) {
            return notFinite(template, value.toString());
        }
        BigDecimal number = value.toBigDecimal();
        if (template.exponent) {
            return signed(scientificNumeric(number, template.digitsAfter));
        }
        BigDecimal shifted = number.scaleByPowerOfTen(template.shift);
        return place(template, shifted.setScale(template.digitsAfter, RoundingMode.HALF_UP), template.digitsAfter);
    }

    private static String ofDouble(double value, int digits, String text) {
        NumberTemplate template = new NumberTemplate(text);
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            String name = Double.isNaN(value) ? "NaN" : value < 0 ? "-Infinity" : "Infinity";
            template.digitsAfter = decimalsKept(template, value < 0 ? name.length() - 1 : name.length(), digits);
            return notFinite(template, name);
        }
        if (template.roman) {
            return NumberWriter.write(template, Ordinals.roman((long) Math.rint(value)), '+', 0);
        }
        if (template.exponent) {
            boolean negative = Double.doubleToRawLongBits(value) < 0;
            String text2 = scientific(new BigDecimal(Math.abs(value)), template.digitsAfter);
            return (negative ? "-" : " ") + text2;
        }
        BigDecimal number = new BigDecimal(value * Math.pow(10, template.shift));
        int whole =
                number.abs().setScale(0, RoundingMode.HALF_EVEN).toPlainString().length();
        int decimals = decimalsKept(template, whole, digits);
        template.digitsAfter = decimals;
        BigDecimal rounded = number.setScale(decimals, RoundingMode.HALF_EVEN);
        boolean minusZero = rounded.signum() == 0 && Double.doubleToRawLongBits(value) < 0;
        return place(template, rounded, decimals, minusZero);
    }

    /** A float's decimals end where its certain digits end. */
    private static int decimalsKept(NumberTemplate template, int whole, int digits) {
        return template.exponent
                ? template.digitsAfter
                : whole >= digits ? 0 : Math.min(template.digitsAfter, digits - whole);
    }

    /** The number in the template, number signs when it has too many digits before the point. */
    private static String place(NumberTemplate template, BigDecimal number, int decimals) {
        return place(template, number, decimals, false);
    }

    private static String place(NumberTemplate template, BigDecimal number, int decimals, boolean minusZero) {
        char sign = number.signum() < 0 || minusZero ? '-' : '+';
        String digits =
                number.abs().setScale(decimals, RoundingMode.UNNECESSARY).toPlainString();
        return place(template, digits, sign);
    }

    private static String place(NumberTemplate template, String digits, char sign) {
        int whole = digits.indexOf('.') < 0 ? digits.length() : digits.indexOf('.');
        template.digitsBefore += template.shifted ? template.shift : 0;
        if (whole > template.digitsBefore) {
            String signs = "#".repeat(template.digitsBefore) + "." + "#".repeat(template.digitsAfter);
            return NumberWriter.write(template, signs, sign, 0);
        }
        return NumberWriter.write(template, digits, sign, template.digitsBefore - whole);
    }

    private static String notFinite(NumberTemplate template, String name) {
        if (template.roman) {
            return NumberWriter.write(template, Ordinals.roman(0), '+', 0);
        }
        if (template.exponent) {
            return " " + "#".repeat(template.digitsBefore) + "." + "#".repeat(template.digitsAfter + 4);
        }
        boolean negative = name.startsWith("-");
        return place(template, negative ? name.substring(1) : name, negative ? '-' : '+');
    }

    private static String signed(String scientific) {
        return scientific.startsWith("-") ? scientific : " " + scientific;
    }

    /** As C's {@code %.*e} writes it. */
    private static String scientific(BigDecimal value, int decimals) {
        return scientificNumeric(value.round(new MathContext(decimals + 1, RoundingMode.HALF_EVEN)), decimals);
    }

    /** The exponent is that of the number before it is rounded, so that 9.99 with one decimal is 10.0e+00. */
    private static String scientificNumeric(BigDecimal value, int decimals) {
        int exponent = value.signum() == 0 ? 0 : value.precision() - value.scale() - 1;
        BigDecimal significand = value.scaleByPowerOfTen(-exponent).setScale(decimals, RoundingMode.HALF_UP);
        return String.format(
                Locale.ROOT, "%se%s%02d", significand.toPlainString(), exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
}
