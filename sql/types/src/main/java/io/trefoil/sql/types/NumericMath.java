package io.trefoil.sql.types;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Roots, exponentials and logarithms of numerics, and the result scales PostgreSQL chooses: at least 16 significant
 * digits, at least the scale of every argument, at most 1000 digits after the point (numeric.c). The digits themselves
 * are calculated with more precision than shown and rounded half away from zero.
 */
final class NumericMath {
    /** Fewest significant digits of an inexact result (numeric.h, NUMERIC_MIN_SIG_DIGITS). */
    static final int SIGNIFICANT_MIN = 16;

    /** Most digits after the point of an inexact result (numeric.h, NUMERIC_MAX_DISPLAY_SCALE). */
    static final int DISPLAY_SCALE_MAX = 1000;

    /** Bound for round() and trunc() (numeric.h, NUMERIC_MAX_RESULT_SCALE). */
    static final int RESULT_SCALE_MAX = 2000;

    /** Bounds for round() and trunc(): the greatest display scale and the greatest weight of a numeric. */
    static final int ROUND_SCALE_MAX = 16_383;

    static final int ROUND_SCALE_MIN = -131_073;

    private static final double LOG10_E = 0.434294481903252;
    private static final double LN_10 = 2.302585092994046;
    private static final int BASE_DIGITS = 4;
    private static final int GUARD = 12;

    private NumericMath() {}

    static int boundScale(int scale, int... least) {
        int result = Math.max(scale, 0);
        for (int bound : least) {
            result = Math.max(result, bound);
        }
        return Math.min(result, DISPLAY_SCALE_MAX);
    }

    /** Decimal exponent of the leading digit: 0 for 1..9.99; the value is finite and not zero. */
    static int exponent(SqlNumeric value) {
        if (value.isSmall()) {
            return DecimalPowers.digits(Math.abs(value.unscaledLong())) - 1 - value.scale();
        }
        BigDecimal big = value.toBigDecimal();
        return big.precision() - 1 - big.scale();
    }

    /** Weight of the first digit in base 10000, 0 for zero. */
    static int weight(SqlNumeric value) {
        return value.signum() == 0 ? 0 : Math.floorDiv(exponent(value), BASE_DIGITS);
    }

    /** The first digit in base 10000, 0 for zero. */
    static int firstDigit(SqlNumeric value) {
        if (value.signum() == 0) {
            return 0;
        }
        int wanted = Math.floorMod(exponent(value), BASE_DIGITS) + 1;
        if (value.isSmall()) {
            long magnitude = Math.abs(value.unscaledLong());
            int spare = DecimalPowers.digits(magnitude) - wanted;
            return (int)
                    (spare >= 0 ? magnitude / DecimalPowers.power(spare) : magnitude * DecimalPowers.power(-spare));
        }
        BigDecimal big = value.toBigDecimal();
        BigInteger magnitude = big.unscaledValue().abs();
        int spare = big.precision() - wanted;
        return (spare >= 0 ? magnitude.divide(DecimalPowers.big(spare)) : magnitude.multiply(DecimalPowers.big(-spare)))
                .intValue();
    }

    /** The scale of a quotient. */
    static int divisionScale(SqlNumeric dividend, SqlNumeric divisor) {
        int weight = weight(dividend) - weight(divisor);
        if (firstDigit(dividend) <= firstDigit(divisor)) {
            weight--;
        }
        return boundScale(SIGNIFICANT_MIN - weight * BASE_DIGITS, dividend.scale(), divisor.scale());
    }

    static SqlNumeric sqrt(SqlNumeric value) {
        if (value.isNaN()) {
            return value;
        }
        if (value.signum() < 0) {
            throw new SqlStateException(
                    SqlState.INVALID_ARGUMENT_FOR_POWER_FUNCTION, "cannot take square root of a negative number");
        }
        if (value.isInfinite()) {
            return value;
        }
        int resultWeight = (weight(value) + 1) * BASE_DIGITS / 2 - 1;
        int scale = boundScale(SIGNIFICANT_MIN - resultWeight, value.scale());
        BigInteger shifted =
                value.toBigDecimal().setScale(2 * scale + 2, RoundingMode.DOWN).unscaledValue();
        // one digit more than wanted, truncated, then rounded: a root is never exactly half way unless it is exact
        return SqlNumeric.of(new BigDecimal(shifted.sqrt(), scale + 1).setScale(scale, RoundingMode.HALF_UP));
    }

    static SqlNumeric exp(SqlNumeric value) {
        if (!value.isFinite()) {
            return value.signum() < 0 ? SqlNumeric.ZERO : value;
        }
        double approximate = approximate(value);
        double resultWeight = Math.max(-RESULT_SCALE_MAX, Math.min(RESULT_SCALE_MAX, approximate * LOG10_E));
        int scale = boundScale(SIGNIFICANT_MIN - (int) resultWeight, value.scale());
        if (Math.abs(approximate) >= RESULT_SCALE_MAX * 3.0) {
            if (approximate > 0) {
                throw SqlNumeric.overflow();
            }
            return SqlNumeric.of(0, scale);
        }
        return SqlNumeric.of(exp(value.toBigDecimal(), scale));
    }

    /** The nearest double; infinite when out of range. */
    static double approximate(SqlNumeric value) {
        return value.toBigDecimal().doubleValue();
    }

    /** e^x rounded to a scale. */
    static BigDecimal exp(BigDecimal x, int scale) {
        int weight = (int) (x.doubleValue() * LOG10_E) + 1;
        int precision = Math.max(weight + scale, 0) + GUARD;
        return exp(x, new MathContext(precision, RoundingMode.HALF_EVEN)).setScale(scale, RoundingMode.HALF_UP);
    }

    private static BigDecimal exp(BigDecimal x, MathContext context) {
        if (x.signum() == 0) {
            return BigDecimal.ONE;
        }
        // x / 2^halvings is small enough for the series to converge fast; squaring undoes it
        int halvings = Math.max(0, Math.getExponent(x.doubleValue()) + 1) + 4 + context.getPrecision() / 60;
        int guarded = context.getPrecision() + halvings / 2 + 8;
        MathContext inner = new MathContext(guarded, RoundingMode.HALF_EVEN);
        BigDecimal reduced = x.divide(new BigDecimal(BigInteger.TWO.pow(halvings)), inner);
        BigDecimal sum = BigDecimal.ONE.add(reduced, inner);
        BigDecimal term = reduced;
        BigDecimal negligible = BigDecimal.ONE.scaleByPowerOfTen(-guarded);
        for (int i = 2; term.abs().compareTo(negligible) > 0; i++) {
            term = term.multiply(reduced, inner).divide(BigDecimal.valueOf(i), inner);
            sum = sum.add(term, inner);
        }
        for (int i = 0; i < halvings; i++) {
            sum = sum.multiply(sum, inner);
        }
        return sum;
    }

    static SqlNumeric ln(SqlNumeric value) {
        if (value.isNaN()) {
            return value;
        }
        requirePositive(value);
        if (value.isInfinite()) {
            return value;
        }
        int scale = boundScale(SIGNIFICANT_MIN - lnWeight(value), value.scale());
        return SqlNumeric.of(ln(value.toBigDecimal(), scale).setScale(scale, RoundingMode.HALF_UP));
    }

    private static void requirePositive(SqlNumeric value) {
        if (value.signum() < 0) {
            throw new SqlStateException(
                    SqlState.INVALID_ARGUMENT_FOR_LOG, "cannot take logarithm of a negative number");
        }
        if (value.isFinite() && value.signum() == 0) {
            throw new SqlStateException(SqlState.INVALID_ARGUMENT_FOR_LOG, "cannot take logarithm of zero");
        }
    }

    static SqlNumeric log(SqlNumeric base, SqlNumeric value) {
        if (base.isNaN() || value.isNaN()) {
            return SqlNumeric.NAN;
        }
        if (base.isInfinite() && base.signum() < 0 || value.isInfinite() && value.signum() < 0) {
            throw new SqlStateException(
                    SqlState.INVALID_ARGUMENT_FOR_LOG, "cannot take logarithm of a negative number");
        }
        requirePositive(base);
        requirePositive(value);
        if (base.isInfinite()) {
            return value.isInfinite() ? SqlNumeric.NAN : SqlNumeric.ZERO;
        }
        if (value.isInfinite()) {
            return SqlNumeric.POSITIVE_INFINITY;
        }
        int weight = lnWeight(value) - lnWeight(base);
        int scale = boundScale(SIGNIFICANT_MIN - weight, base.scale(), value.scale());
        int inner = scale + Math.max(0, weight) + Math.max(0, -lnWeight(base)) * 2 + GUARD;
        BigDecimal lnBase = ln(base.toBigDecimal(), inner);
        if (lnBase.signum() == 0) {
            throw SqlNumeric.divisionByZero();
        }
        return SqlNumeric.of(ln(value.toBigDecimal(), inner).divide(lnBase, scale, RoundingMode.HALF_UP));
    }

    /** Decimal weight of ln(value), estimated as numeric.c does; 0 when not positive. */
    static int lnWeight(SqlNumeric value) {
        if (value.signum() <= 0) {
            return 0;
        }
        SqlNumeric distance = value.subtract(SqlNumeric.ONE);
        if (distance.abs().compareTo(SqlNumeric.of(1, 1)) <= 0) {
            if (distance.signum() == 0) {
                return 0;
            }
            return weight(distance) * BASE_DIGITS + (int) Math.log10(firstDigit(distance));
        }
        int exponent = exponent(value);
        double mantissa = value.toBigDecimal().movePointLeft(exponent).doubleValue();
        return (int) Math.log10(Math.abs(Math.log(mantissa) + exponent * LN_10));
    }

    /** ln(x), exact to a few digits beyond the scale. */
    static BigDecimal ln(BigDecimal x, int scale) {
        int exponent = x.precision() - 1 - x.scale();
        MathContext context = new MathContext(scale + GUARD + 6, RoundingMode.HALF_EVEN);
        BigDecimal mantissa = x.movePointLeft(exponent);
        if (Math.abs(exponent) <= 1) {
            // keeps values near 1 exact: 0.99... must not become 9.9... and -ln 10
            mantissa = x;
            exponent = 0;
        }
        BigDecimal result = lnNewton(mantissa, context);
        if (exponent != 0) {
            result = result.add(lnNewton(BigDecimal.TEN, context).multiply(BigDecimal.valueOf(exponent)));
        }
        return result;
    }

    /** Halley's iteration y += 2 (x - e^y) / (x + e^y), which triples the correct digits in every step. */
    private static BigDecimal lnNewton(BigDecimal x, MathContext context) {
        BigDecimal y = BigDecimal.valueOf(Math.log(x.doubleValue()));
        BigDecimal two = BigDecimal.valueOf(2);
        for (int correct = 14; ; correct *= 3) {
            int precision = Math.min(context.getPrecision() + GUARD, correct * 3 + GUARD);
            MathContext step = new MathContext(precision, RoundingMode.HALF_EVEN);
            BigDecimal power = exp(y, step);
            BigDecimal correction = two.multiply(x.subtract(power)).divide(x.add(power), step);
            y = y.add(correction);
            if (correct * 3 > context.getPrecision()) {
                return y;
            }
        }
    }

    static SqlNumeric factorial(long value) {
        if (value < 0) {
            throw new SqlStateException(
                    SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "factorial of a negative number is undefined");
        }
        // 32178! has more than 131072 digits (numeric.c)
        if (value > 32177) {
            throw SqlNumeric.overflow();
        }
        return SqlNumeric.of(new BigDecimal(product(1, Math.max(1, value))));
    }

    /** The product of all integers from low to high, halved for balanced multiplications. */
    private static BigInteger product(long low, long high) {
        if (high - low < 8) {
            BigInteger result = BigInteger.valueOf(low);
            for (long i = low + 1; i <= high; i++) {
                result = result.multiply(BigInteger.valueOf(i));
            }
            return result;
        }
        long middle = (low + high) >>> 1;
        return product(low, middle).multiply(product(middle + 1, high));
    }
}
