package io.trefoil.sql.types;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Operator {@code ^} on numerics, with POSIX's rules for NaN and infinities and PostgreSQL's result scale. */
final class NumericPower {
    private static final double LOG10_E = 0.434294481903252;
    private static final int BASE_DIGITS = 4;
    private static final int GUARD = 16;

    private NumericPower() {}

    static SqlNumeric power(SqlNumeric base, SqlNumeric exponent) {
        if (!base.isFinite() || !exponent.isFinite()) {
            return special(base, exponent);
        }
        if (base.signum() == 0 && exponent.signum() < 0) {
            throw invalid("zero raised to a negative power is undefined");
        }
        boolean integral = isIntegral(exponent);
        if (integral) {
            SqlNumeric whole = exponent.truncate(0);
            if (whole.isSmall() && (int) whole.unscaledLong() == whole.unscaledLong()) {
                return integerPower(base, (int) whole.unscaledLong());
            }
        }
        if (base.signum() < 0 && !integral) {
            throw invalid("a negative number raised to a non-integer power yields a complex result");
        }
        if (base.signum() == 0) {
            return SqlNumeric.of(0, NumericMath.SIGNIFICANT_MIN);
        }
        return realPower(base, exponent);
    }

    private static boolean isIntegral(SqlNumeric value) {
        return value.trimScale().scale() == 0;
    }

    private static boolean isOdd(SqlNumeric value) {
        return isIntegral(value) && value.toBigDecimal().toBigInteger().testBit(0);
    }

    private static SqlStateException invalid(String message) {
        return new SqlStateException(SqlState.INVALID_ARGUMENT_FOR_POWER_FUNCTION, message);
    }

    /** POSIX pow(): 1 to anything and anything to 0 are 1, even for NaN. */
    private static SqlNumeric special(SqlNumeric base, SqlNumeric exponent) {
        if (base.equals(SqlNumeric.ONE) || (exponent.isFinite() && exponent.signum() == 0)) {
            return SqlNumeric.ONE;
        }
        if (base.isNaN() || exponent.isNaN()) {
            return SqlNumeric.NAN;
        }
        if (base.isFinite() && base.signum() == 0) {
            if (exponent.signum() < 0) {
                throw invalid("zero raised to a negative power is undefined");
            }
            return SqlNumeric.ZERO;
        }
        if (exponent.isInfinite()) {
            int magnitude = base.abs().compareTo(SqlNumeric.ONE);
            if (magnitude == 0) {
                return SqlNumeric.ONE;
            }
            return magnitude > 0 == exponent.signum() > 0 ? SqlNumeric.POSITIVE_INFINITY : SqlNumeric.ZERO;
        }
        if (base.signum() > 0) {
            return exponent.signum() > 0 ? SqlNumeric.POSITIVE_INFINITY : SqlNumeric.ZERO;
        }
        if (!isIntegral(exponent)) {
            throw invalid("a negative number raised to a non-integer power yields a complex result");
        }
        if (exponent.signum() < 0) {
            return SqlNumeric.ZERO;
        }
        return isOdd(exponent) ? SqlNumeric.NEGATIVE_INFINITY : SqlNumeric.POSITIVE_INFINITY;
    }

    /** Unlike all other inexact results this one has 16 digits after the point, however great it is. */
    private static SqlNumeric integerPower(SqlNumeric base, int exponent) {
        int scale = NumericMath.boundScale(NumericMath.SIGNIFICANT_MIN, base.scale());
        double weight = base.signum() == 0 ? 0 : exponent * log10(base);
        if (weight > (Short.MAX_VALUE + 1) * BASE_DIGITS) {
            throw SqlNumeric.overflow();
        }
        if (weight + 1 < -scale) {
            return SqlNumeric.of(0, scale);
        }
        if (exponent == 0) {
            return SqlNumeric.ONE.round(scale);
        }
        if (base.signum() == 0) {
            return SqlNumeric.of(0, scale);
        }
        if (exponent == 1) {
            return base.round(scale);
        }
        BigDecimal value = base.toBigDecimal();
        if (exponent == 2) {
            return SqlNumeric.of(value.multiply(value).setScale(scale, RoundingMode.HALF_UP));
        }
        int digits = Math.max(0, (int) weight) + scale + GUARD;
        return SqlNumeric.of(power(value, exponent, digits).setScale(scale, RoundingMode.HALF_UP));
    }

    /** Repeated squaring with enough digits for the errors of all steps. */
    private static BigDecimal power(BigDecimal base, int exponent, int digits) {
        long magnitude = Math.abs((long) exponent);
        MathContext context = new MathContext(digits + (int) Math.ceil(Math.log10(magnitude)), RoundingMode.HALF_UP);
        BigDecimal result = BigDecimal.ONE;
        BigDecimal square = base;
        for (long rest = magnitude; rest != 0; rest >>= 1) {
            if ((rest & 1) != 0) {
                result = result.multiply(square, context);
            }
            if (rest > 1) {
                square = square.multiply(square, context);
            }
        }
        return exponent < 0 ? BigDecimal.ONE.divide(result, context) : result;
    }

    private static double log10(SqlNumeric value) {
        int exponent = NumericMath.exponent(value);
        return Math.log10(value.toBigDecimal().abs().movePointLeft(exponent).doubleValue()) + exponent;
    }

    private static SqlNumeric realPower(SqlNumeric base, SqlNumeric exponent) {
        SqlNumeric magnitude = base.abs();
        boolean negative = base.signum() < 0 && isOdd(exponent);
        int lnScale = Math.max(0, 8 - NumericMath.lnWeight(magnitude));
        BigDecimal ln = NumericMath.ln(magnitude.toBigDecimal(), lnScale).setScale(lnScale, RoundingMode.HALF_UP);
        double approximate = ln.multiply(exponent.toBigDecimal()).doubleValue();
        if (Math.abs(approximate) > NumericMath.RESULT_SCALE_MAX * 3.01) {
            if (approximate > 0) {
                throw SqlNumeric.overflow();
            }
            return SqlNumeric.of(0, NumericMath.DISPLAY_SCALE_MAX);
        }
        double weight = approximate * LOG10_E;
        int scale = NumericMath.boundScale(NumericMath.SIGNIFICANT_MIN - (int) weight, base.scale(), exponent.scale());
        int exponentDigits = Math.max(0, NumericMath.exponent(exponent)) + 1;
        int inner = scale + Math.max(0, (int) weight) + exponentDigits + GUARD;
        BigDecimal product = NumericMath.ln(magnitude.toBigDecimal(), inner).multiply(exponent.toBigDecimal());
        BigDecimal result = NumericMath.exp(product, scale);
        return SqlNumeric.of(negative ? result.negate() : result);
    }
}
