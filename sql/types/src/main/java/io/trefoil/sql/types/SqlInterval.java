package io.trefoil.sql.types;

import org.jspecify.annotations.Nullable;

/**
 * An interval in PostgreSQL's three independent fields (PostgreSQL docs, "Interval Input"). Order and equality are
 * SQL's: a month counts 30 days and a day 24 hours, so {@code 1 mon} equals {@code 30 days}.
 *
 * @param months months, years being 12 of them
 * @param days days
 * @param micros microseconds
 */
public record SqlInterval(int months, int days, long micros) implements Comparable<SqlInterval> {
  public static final SqlInterval ZERO = new SqlInterval(0, 0, 0);

  @Override
  public int compareTo(SqlInterval other) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SqlInterval that && compareTo(that) == 0;
  }

  @Override
  public int hashCode() {
    throw new UnsupportedOperationException();
  }

  /** Sum of the fields; 22008 when one overflows. */
  public SqlInterval add(SqlInterval other) {
    throw new UnsupportedOperationException();
  }

  public SqlInterval subtract(SqlInterval other) {
    throw new UnsupportedOperationException();
  }

  public SqlInterval negate() {
    throw new UnsupportedOperationException();
  }

  /** Operator {@code *}: fractions of a month cascade to days, fractions of a day to microseconds. */
  public SqlInterval multiply(double factor) {
    throw new UnsupportedOperationException();
  }

  /** Operator {@code /}; 22012 on zero. */
  public SqlInterval divide(double divisor) {
    throw new UnsupportedOperationException();
  }

  /** Function justify_hours(): 24 hours become a day. */
  public SqlInterval justifyHours() {
    throw new UnsupportedOperationException();
  }

  /** Function justify_days(): 30 days become a month. */
  public SqlInterval justifyDays() {
    throw new UnsupportedOperationException();
  }

  /** Function justify_interval(): both, with all fields of one sign. */
  public SqlInterval justify() {
    throw new UnsupportedOperationException();
  }
}
