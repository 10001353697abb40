package io.trefoil.sql.types;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * A numeric: an exact decimal with its display scale, or NaN or an infinity. Results of arithmetic carry the scale
 * PostgreSQL gives them (PostgreSQL docs, "Arbitrary Precision Numbers"). NaN equals NaN and is greater than all else;
 * {@code equals} and {@code hashCode} go by value, so 1.0 equals 1.00. Immutable.
 *
 * <p>Values whose unscaled form fits a long (without Long.MIN_VALUE) are kept as long and scale and calculated without
 * BigDecimal where the result fits too. Roots, logarithms and powers are in {@link NumericMath}.
 */
public final class SqlNumeric implements Comparable<SqlNumeric> {
    /** Most digits after the decimal point (numeric.h, NUMERIC_DSCALE_MAX). */
    public static final int SCALE_MAX = 16383;

    /** Most digits before the decimal point: 32768 digits of base 10000. */
    public static final int INTEGER_DIGITS_MAX = 131072;

    private static final int NUMBER = 0;
    private static final int MINUS_INFINITE = 1;
    private static final int INFINITE = 2;
    private static final int NOT_A_NUMBER = 3;

    public static final SqlNumeric ZERO = new SqlNumeric(0, 0, null, NUMBER);
    public static final SqlNumeric ONE = new SqlNumeric(1, 0, null, NUMBER);
    public static final SqlNumeric NAN = new SqlNumeric(0, 0, null, NOT_A_NUMBER);
    public static final SqlNumeric POSITIVE_INFINITY = new SqlNumeric(0, 0, null, INFINITE);
    public static final SqlNumeric NEGATIVE_INFINITY = new SqlNumeric(0, 0, null, MINUS_INFINITE);

    private final long small;
    private final int scale;
    /** The value when it does not fit {@link #small}, else null. */
    private final @Nullable BigDecimal big;

    private final int kind;

    private SqlNumeric(long small, int scale, @Nullable BigDecimal big, int kind) {
        this.small = small;
        this.scale = scale;
        this.big = big;
        this.kind = kind;
    }

    public static SqlNumeric of(long value) {
        return of(value, 0);
    }

    /** unscaled * 10^-scale; the scale is not negative. */
    public static SqlNumeric of(long unscaled, int scale) {
        if (unscaled == Long.MIN_VALUE) {
            return new SqlNumeric(0, scale, BigDecimal.valueOf(unscaled, scale), NUMBER);
        }
        return new SqlNumeric(unscaled, scale, null, NUMBER);
    }

    /** A negative scale becomes 0; 22003 when the value exceeds PostgreSQL's format. */
    public static SqlNumeric of(BigDecimal value) {
        BigDecimal scaled = value;
        if (value.scale() < 0) {
            if ((long) value.precision() - value.scale() > INTEGER_DIGITS_MAX && value.signum() != 0) {
                throw overflow();
            }
            scaled = value.setScale(0);
        }
        BigInteger unscaled = scaled.unscaledValue();
        if (unscaled.bitLength() < Long.SIZE) {
            long compact = unscaled.longValue();
            if (compact != Long.MIN_VALUE) {
                if (scaled.scale() > SCALE_MAX) {
                    throw overflow();
                }
                return new SqlNumeric(compact, scaled.scale(), null, NUMBER);
            }
        }
        if (scaled.scale() > SCALE_MAX || scaled.precision() - scaled.scale() > INTEGER_DIGITS_MAX) {
            throw overflow();
        }
        return new SqlNumeric(0, scaled.scale(), scaled, NUMBER);
    }

    /** The cast float8 to numeric: 15 significant digits. */
    public static SqlNumeric of(double value) {
        return ofFloating(value, 15);
    }

    /** The cast float4 to numeric: 6 significant digits. */
    public static SqlNumeric of(float value) {
        return ofFloating(value, 6);
    }

    private static SqlNumeric ofFloating(double value, int significantDigits) {
        if (Double.isNaN(value)) {
            return NAN;
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? POSITIVE_INFINITY : NEGATIVE_INFINITY;
        }
        BigDecimal exact = new BigDecimal(value);
        BigDecimal rounded = exact.round(new java.math.MathContext(significantDigits, RoundingMode.HALF_EVEN));
        return of(rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros());
    }

    /** The input function: 22P02 when malformed, 22003 when too large. */
    public static SqlNumeric parse(String text) {
        return NumericText.parse(text);
    }

    static SqlStateException overflow() {
        return new SqlStateException(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "value overflows numeric format");
    }

    public boolean isNaN() {
        return kind == NOT_A_NUMBER;
    }

    public boolean isInfinite() {
        return kind == INFINITE || kind == MINUS_INFINITE;
    }

    public boolean isFinite() {
        return kind == NUMBER;
    }

    /** Whether {@link #unscaledLong} and {@link #scale} hold the whole value. */
    public boolean isSmall() {
        return big == null && kind == NUMBER;
    }

    /** The unscaled value of a small numeric. */
    public long unscaledLong() {
        assert isSmall();
        return small;
    }

    /** -1, 0 or 1; NaN counts as 1 (it is the greatest value). */
    public int signum() {
        if (kind != NUMBER) {
            return kind == MINUS_INFINITE ? -1 : 1;
        }
        return big == null ? Long.signum(small) : big.signum();
    }

    /** Digits shown after the decimal point; 0 for NaN and the infinities. */
    public int scale() {
        return scale;
    }

    /** The finite value with its display scale. */
    public BigDecimal toBigDecimal() {
        if (kind != NUMBER) {
            throw new ArithmeticException("not finite: " + this);
        }
        return big == null ? BigDecimal.valueOf(small, scale) : big;
    }

    /** The cast to float8; 22003 when out of range. */
    public double toDouble() {
        if (kind != NUMBER) {
            return kind == NOT_A_NUMBER
                    ? Double.NaN
                    : kind == INFINITE ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        }
        double result = toBigDecimal().doubleValue();
        if (Double.isInfinite(result) || (result == 0 && signum() != 0)) {
            throw outOfRange("double precision");
        }
        return result;
    }

    /** The cast to float4; 22003 when out of range. */
    public float toFloat() {
        if (kind != NUMBER) {
            return kind == NOT_A_NUMBER
                    ? Float.NaN
                    : kind == INFINITE ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY;
        }
        float result = toBigDecimal().floatValue();
        if (Float.isInfinite(result) || (result == 0 && signum() != 0)) {
            throw outOfRange("real");
        }
        return result;
    }

    private SqlStateException outOfRange(String type) {
        return new SqlStateException(
                SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "\"" + this + "\" is out of range for type " + type);
    }

    /** The cast to int8: rounded half away from zero; 22003 out of range, 0A000 for NaN and infinities. */
    public long toLong() {
        return toInteger("bigint", Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** The cast to int4. */
    public int toInt() {
        return (int) toInteger("integer", Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** The cast to int2. */
    public short toShort() {
        return (short) toInteger("smallint", Short.MIN_VALUE, Short.MAX_VALUE);
    }

    private long toInteger(String type, long least, long greatest) {
        if (kind != NUMBER) {
            throw new SqlStateException(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    "cannot convert " + (kind == NOT_A_NUMBER ? "NaN" : "infinity") + " to " + type);
        }
        if (scale == 0 && big == null && small >= least && small <= greatest) {
            return small;
        }
        BigInteger whole = toBigDecimal().setScale(0, RoundingMode.HALF_UP).unscaledValue();
        if (whole.bitLength() < Long.SIZE) {
            long result = whole.longValue();
            if (result >= least && result <= greatest) {
                return result;
            }
        }
        throw new SqlStateException(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, type + " out of range");
    }

    public SqlNumeric add(SqlNumeric other) {
        if (isSmall() && other.isSmall()) {
            int common = Math.max(scale, other.scale);
            long left = upscale(small, common - scale);
            long right = upscale(other.small, common - other.scale);
            if (left != Long.MIN_VALUE && right != Long.MIN_VALUE) {
                long sum = left + right;
                if (((left ^ sum) & (right ^ sum)) >= 0 && sum != Long.MIN_VALUE) {
                    return new SqlNumeric(sum, common, null, NUMBER);
                }
            }
        }
        if (kind != NUMBER || other.kind != NUMBER) {
            return addSpecial(other);
        }
        return of(toBigDecimal().add(other.toBigDecimal()));
    }

    private SqlNumeric addSpecial(SqlNumeric other) {
        if (isNaN() || other.isNaN() || (isInfinite() && other.isInfinite() && kind != other.kind)) {
            return NAN;
        }
        return isInfinite() ? this : other;
    }

    public SqlNumeric subtract(SqlNumeric other) {
        return add(other.negate());
    }

    /** value * 10^by, or Long.MIN_VALUE when that does not fit. */
    private static long upscale(long value, int by) {
        if (by == 0) {
            return value;
        }
        if (by > DecimalPowers.EXPONENT_MAX) {
            return value == 0 ? 0 : Long.MIN_VALUE;
        }
        return multiplyExact(value, DecimalPowers.power(by));
    }

    /** The product, or Long.MIN_VALUE when it does not fit. */
    private static long multiplyExact(long left, long right) {
        long product = left * right;
        return Math.multiplyHigh(left, right) == product >> 63 ? product : Long.MIN_VALUE;
    }

    public SqlNumeric multiply(SqlNumeric other) {
        if (isSmall() && other.isSmall() && scale + other.scale <= SCALE_MAX) {
            long product = multiplyExact(small, other.small);
            if (product != Long.MIN_VALUE) {
                return new SqlNumeric(product, scale + other.scale, null, NUMBER);
            }
        }
        if (kind != NUMBER || other.kind != NUMBER) {
            if (isNaN()
                    || other.isNaN()
                    || (isFinite() && signum() == 0)
                    || (other.isFinite() && other.signum() == 0)) {
                return NAN;
            }
            return infinity(signum() * other.signum());
        }
        BigDecimal product = toBigDecimal().multiply(other.toBigDecimal());
        return of(product.scale() > SCALE_MAX ? product.setScale(SCALE_MAX, RoundingMode.HALF_UP) : product);
    }

    static SqlNumeric infinity(int sign) {
        return sign < 0 ? NEGATIVE_INFINITY : POSITIVE_INFINITY;
    }

    /** Operator {@code /}; 22012 on zero. */
    public SqlNumeric divide(SqlNumeric other) {
        if (kind != NUMBER || other.kind != NUMBER) {
            return divideSpecial(other);
        }
        if (other.signum() == 0) {
            throw divisionByZero();
        }
        return divide(other, NumericMath.divisionScale(this, other));
    }

    /** The quotient rounded half away from zero to a given scale; both are finite and the divisor is not zero. */
    SqlNumeric divide(SqlNumeric other, int resultScale) {
        if (isSmall() && other.isSmall()) {
            int shift = resultScale - scale + other.scale;
            long dividend = shift < 0 ? Long.MIN_VALUE : upscale(small, shift);
            if (dividend != Long.MIN_VALUE) {
                long quotient = dividend / other.small;
                long rest = Math.abs(dividend - quotient * other.small);
                if (rest >= Math.abs(other.small) - rest) {
                    quotient += Long.signum(dividend) * Long.signum(other.small);
                }
                return of(quotient, resultScale);
            }
        }
        return of(toBigDecimal().divide(other.toBigDecimal(), resultScale, RoundingMode.HALF_UP));
    }

    private SqlNumeric divideSpecial(SqlNumeric other) {
        if (isNaN() || other.isNaN() || (isInfinite() && other.isInfinite())) {
            return NAN;
        }
        if (other.isInfinite()) {
            return ZERO;
        }
        if (other.signum() == 0) {
            throw divisionByZero();
        }
        return infinity(signum() * other.signum());
    }

    static SqlStateException divisionByZero() {
        return new SqlStateException(SqlState.DIVISION_BY_ZERO, "division by zero");
    }

    /** Function div(): the quotient truncated to an integer. */
    public SqlNumeric quotient(SqlNumeric other) {
        if (kind != NUMBER || other.kind != NUMBER) {
            return divideSpecial(other);
        }
        if (other.signum() == 0) {
            throw divisionByZero();
        }
        return of(toBigDecimal().divide(other.toBigDecimal(), 0, RoundingMode.DOWN));
    }

    /** Operator {@code %}: the sign is that of the dividend. */
    public SqlNumeric mod(SqlNumeric other) {
        if (isNaN() || other.isNaN()) {
            return NAN;
        }
        if (other.isFinite() && other.signum() == 0) {
            throw divisionByZero();
        }
        if (isInfinite()) {
            return NAN;
        }
        if (other.isInfinite()) {
            return this;
        }
        int common = Math.max(scale, other.scale);
        if (isSmall() && other.isSmall()) {
            long left = upscale(small, common - scale);
            long right = upscale(other.small, common - other.scale);
            if (left != Long.MIN_VALUE && right != Long.MIN_VALUE) {
                return new SqlNumeric(left % right, common, null, NUMBER);
            }
        }
        return of(toBigDecimal().remainder(other.toBigDecimal()).setScale(common));
    }

    public SqlNumeric negate() {
        return switch (kind) {
            case NUMBER -> big == null ? new SqlNumeric(-small, scale, null, NUMBER) : of(big.negate());
            case MINUS_INFINITE -> POSITIVE_INFINITY;
            case INFINITE -> NEGATIVE_INFINITY;
            default -> this;
        };
    }

    public SqlNumeric abs() {
        return signum() < 0 ? negate() : this;
    }

    /** Function sign(): -1, 0, 1 or NaN. */
    public SqlNumeric sign() {
        return isNaN() ? this : of(signum());
    }

    /** Function round(x, digits), half away from zero; digits may be negative. */
    public SqlNumeric round(int digits) {
        return rescale(digits, RoundingMode.HALF_UP);
    }

    /** Function trunc(x, digits). */
    public SqlNumeric truncate(int digits) {
        return rescale(digits, RoundingMode.DOWN);
    }

    public SqlNumeric ceil() {
        return rescale(0, RoundingMode.CEILING);
    }

    public SqlNumeric floor() {
        return rescale(0, RoundingMode.FLOOR);
    }

    private SqlNumeric rescale(int digits, RoundingMode mode) {
        if (kind != NUMBER) {
            return this;
        }
        int bounded = Math.max(NumericMath.ROUND_SCALE_MIN, Math.min(NumericMath.ROUND_SCALE_MAX, digits));
        if (bounded == scale) {
            return this;
        }
        if (bounded > scale && big == null) {
            long unscaled = upscale(small, bounded - scale);
            if (unscaled != Long.MIN_VALUE) {
                return new SqlNumeric(unscaled, bounded, null, NUMBER);
            }
        }
        return of(toBigDecimal().setScale(bounded, mode));
    }

    /** Function sqrt(); 2201F for a negative argument. */
    public SqlNumeric sqrt() {
        return NumericMath.sqrt(this);
    }

    public SqlNumeric exp() {
        return NumericMath.exp(this);
    }

    /** Function ln(); 2201E for arguments not above zero. */
    public SqlNumeric ln() {
        return NumericMath.ln(this);
    }

    /** Function log(base, x). */
    public SqlNumeric log(SqlNumeric base) {
        return NumericMath.log(base, this);
    }

    /** Operator {@code ^} and function power(); 2201F where undefined. */
    public SqlNumeric power(SqlNumeric exponent) {
        return NumericPower.power(this, exponent);
    }

    public SqlNumeric gcd(SqlNumeric other) {
        if (kind != NUMBER || other.kind != NUMBER) {
            return NAN;
        }
        int common = Math.max(scale, other.scale);
        BigInteger left = toBigDecimal().setScale(common).unscaledValue();
        BigInteger right = other.toBigDecimal().setScale(common).unscaledValue();
        return of(new BigDecimal(left.gcd(right), common));
    }

    public SqlNumeric lcm(SqlNumeric other) {
        if (kind != NUMBER || other.kind != NUMBER) {
            return NAN;
        }
        int common = Math.max(scale, other.scale);
        if (signum() == 0 || other.signum() == 0) {
            return of(0, common);
        }
        BigInteger left = toBigDecimal().setScale(common).unscaledValue();
        BigInteger right = other.toBigDecimal().setScale(common).unscaledValue();
        return of(new BigDecimal(left.divide(left.gcd(right)).multiply(right).abs(), common));
    }

    /** Function factorial(). */
    public static SqlNumeric factorial(long value) {
        return NumericMath.factorial(value);
    }

    /** Function min_scale(); meaningful for finite values. */
    public int minScale() {
        return trimScale().scale;
    }

    /** Function trim_scale(). */
    public SqlNumeric trimScale() {
        if (kind != NUMBER || scale == 0) {
            return this;
        }
        if (big == null) {
            long unscaled = small;
            int digits = scale;
            while (digits > 0 && unscaled % 10 == 0) {
                unscaled /= 10;
                digits--;
            }
            return digits == scale ? this : new SqlNumeric(unscaled, digits, null, NUMBER);
        }
        return of(big.stripTrailingZeros());
    }

    /** Applies a numeric typmod; 22003 with detail when the value does not fit. */
    public SqlNumeric withTypmod(int typmod) {
        return NumericTypmod.apply(this, typmod);
    }

    @Override
    public int compareTo(SqlNumeric other) {
        if (isSmall() && other.isSmall()) {
            if (scale == other.scale) {
                return Long.compare(small, other.small);
            }
            int common = Math.max(scale, other.scale);
            long left = upscale(small, common - scale);
            long right = upscale(other.small, common - other.scale);
            if (left != Long.MIN_VALUE && right != Long.MIN_VALUE) {
                return Long.compare(left, right);
            }
        }
        if (kind != NUMBER || other.kind != NUMBER) {
            return Integer.compare(rank(), other.rank());
        }
        return toBigDecimal().compareTo(other.toBigDecimal());
    }

    /** Place in the order of kinds: -Infinity, numbers, Infinity, NaN. */
    private int rank() {
        return switch (kind) {
            case MINUS_INFINITE -> 0;
            case NUMBER -> 1;
            default -> kind;
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SqlNumeric that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        if (kind != NUMBER) {
            return kind;
        }
        SqlNumeric trimmed = trimScale();
        return trimmed.big == null ? Long.hashCode(trimmed.small) * 31 + trimmed.scale : trimmed.big.hashCode();
    }

    /** The output function. */
    @Override
    public String toString() {
        return switch (kind) {
            case NUMBER ->
                big == null && scale == 0
                        ? Long.toString(small)
                        : toBigDecimal().toPlainString();
            case MINUS_INFINITE -> "-Infinity";
            case INFINITE -> "Infinity";
            default -> "NaN";
        };
    }
}
