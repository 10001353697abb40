package io.trefoil.sql.types;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A numeric: an exact decimal with its display scale, or NaN or an infinity. Results of arithmetic carry the scale
 * PostgreSQL gives them (PostgreSQL docs, "Arbitrary Precision Numbers"). NaN equals NaN and is greater than all else;
 * {@code equals} and {@code hashCode} go by value, so 1.0 equals 1.00. Immutable.
 */
public final class SqlNumeric implements Comparable<SqlNumeric> {
  public static final SqlNumeric ZERO = new SqlNumeric(BigDecimal.ZERO, 0);
  public static final SqlNumeric ONE = new SqlNumeric(BigDecimal.ONE, 0);
  public static final SqlNumeric NAN = new SqlNumeric(null, 3);
  public static final SqlNumeric POSITIVE_INFINITY = new SqlNumeric(null, 2);
  public static final SqlNumeric NEGATIVE_INFINITY = new SqlNumeric(null, 1);

  private final @Nullable BigDecimal value;
  private final int kind;

  private SqlNumeric(@Nullable BigDecimal value, int kind) {
    this.value = value;
    this.kind = kind;
  }

  public static SqlNumeric of(long value) {
    return new SqlNumeric(BigDecimal.valueOf(value), 0);
  }

  /** unscaled * 10^-scale; the scale is not negative. */
  public static SqlNumeric of(long unscaled, int scale) {
    return new SqlNumeric(BigDecimal.valueOf(unscaled, scale), 0);
  }

  /** A negative scale becomes 0. */
  public static SqlNumeric of(BigDecimal value) {
    return new SqlNumeric(value.scale() < 0 ? value.setScale(0) : value, 0);
  }

  /** The cast float8 to numeric: 15 significant digits. */
  public static SqlNumeric of(double value) {
    throw new UnsupportedOperationException();
  }

  /** The cast float4 to numeric: 6 significant digits. */
  public static SqlNumeric of(float value) {
    throw new UnsupportedOperationException();
  }

  /** The input function: 22P02 when malformed, 22003 when too large. */
  public static SqlNumeric parse(String text) {
    throw new UnsupportedOperationException();
  }

  public boolean isNaN() {
    return kind == 3;
  }

  public boolean isInfinite() {
    return kind == 1 || kind == 2;
  }

  public boolean isFinite() {
    return kind == 0;
  }

  /** -1, 0 or 1; NaN counts as 1 (it is the greatest value). */
  public int signum() {
    return value == null ? (kind == 1 ? -1 : 1) : value.signum();
  }

  /** Digits shown after the decimal point; 0 for NaN and the infinities. */
  public int scale() {
    return value == null ? 0 : value.scale();
  }

  /** The finite value with its display scale. */
  public BigDecimal toBigDecimal() {
    if (value == null) {
      throw new ArithmeticException("not finite");
    }
    return value;
  }

  /** The cast to float8; 22003 when out of range. */
  public double toDouble() {
    throw new UnsupportedOperationException();
  }

  /** The cast to float4; 22003 when out of range. */
  public float toFloat() {
    throw new UnsupportedOperationException();
  }

  /** The cast to int8: rounded half away from zero; 22003 out of range, 0A000 for NaN and infinities. */
  public long toLong() {
    throw new UnsupportedOperationException();
  }

  /** The cast to int4. */
  public int toInt() {
    throw new UnsupportedOperationException();
  }

  /** The cast to int2. */
  public short toShort() {
    throw new UnsupportedOperationException();
  }

  public SqlNumeric add(SqlNumeric other) {
    throw new UnsupportedOperationException();
  }

  public SqlNumeric subtract(SqlNumeric other) {
    throw new UnsupportedOperationException();
  }

  public SqlNumeric multiply(SqlNumeric other) {
    throw new UnsupportedOperationException();
  }

  /** Operator {@code /}; 22012 on zero. */
  public SqlNumeric divide(SqlNumeric other) {
    throw new UnsupportedOperationException();
  }

  /** Function div(): the quotient truncated to an integer. */
  public SqlNumeric quotient(SqlNumeric other) {
    throw new UnsupportedOperationException();
  }

  /** Operator {@code %}: the sign is that of the dividend. */
  public SqlNumeric mod(SqlNumeric other) {
    throw new UnsupportedOperationException();
  }

  public SqlNumeric negate() {
    throw new UnsupportedOperationException();
  }

  public SqlNumeric abs() {
    throw new UnsupportedOperationException();
  }

  /** Function sign(): -1, 0, 1 or NaN. */
  public SqlNumeric sign() {
    throw new UnsupportedOperationException();
  }

  /** Function round(x, digits), half away from zero; digits may be negative. */
  public SqlNumeric round(int digits) {
    throw new UnsupportedOperationException();
  }

  /** Function trunc(x, digits). */
  public SqlNumeric truncate(int digits) {
    throw new UnsupportedOperationException();
  }

  public SqlNumeric ceil() {
    throw new UnsupportedOperationException();
  }

  public SqlNumeric floor() {
    throw new UnsupportedOperationException();
  }

  /** Function sqrt(); 2201F for a negative argument. */
  public SqlNumeric sqrt() {
    throw new UnsupportedOperationException();
  }

  public SqlNumeric exp() {
    throw new UnsupportedOperationException();
  }

  /** Function ln(); 2201E for arguments not above zero. */
  public SqlNumeric ln() {
    throw new UnsupportedOperationException();
  }

  /** Function log(base, x). */
  public SqlNumeric log(SqlNumeric base) {
    throw new UnsupportedOperationException();
  }

  /** Operator {@code ^} and function power(); 2201F where undefined. */
  public SqlNumeric power(SqlNumeric exponent) {
    throw new UnsupportedOperationException();
  }

  public SqlNumeric gcd(SqlNumeric other) {
    throw new UnsupportedOperationException();
  }

  public SqlNumeric lcm(SqlNumeric other) {
    throw new UnsupportedOperationException();
  }

  /** Function factorial(). */
  public static SqlNumeric factorial(long value) {
    throw new UnsupportedOperationException();
  }

  /** Function min_scale(); meaningful for finite values. */
  public int minScale() {
    throw new UnsupportedOperationException();
  }

  /** Function trim_scale(). */
  public SqlNumeric trimScale() {
    throw new UnsupportedOperationException();
  }

  /** Applies a numeric typmod; 22003 with detail when the value does not fit. */
  public SqlNumeric withTypmod(int typmod) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int compareTo(SqlNumeric other) {
    if (value == null || other.value == null) {
      int left = kind == 0 ? 1 : kind == 1 ? 0 : kind;
      int right = other.kind == 0 ? 1 : other.kind == 1 ? 0 : other.kind;
      return Integer.compare(left, right);
    }
    return value.compareTo(other.value);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SqlNumeric that && compareTo(that) == 0;
  }

  @Override
  public int hashCode() {
    return value == null ? kind : value.stripTrailingZeros().hashCode();
  }

  /** The output function. */
  @Override
  public String toString() {
    return value == null ? (kind == 3 ? "NaN" : kind == 2 ? "Infinity" : "-Infinity") : value.toPlainString();
  }
}
