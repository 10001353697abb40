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

    private static final int DAYS_PER_MONTH = 30;
    private static final double SECONDS_PER_DAY = 86400;
    private static final double MICROS_PER_SECOND = 1_000_000;

    static SqlStateException outOfRange() {
        return new SqlStateException(SqlState.DATETIME_FIELD_OVERFLOW, "interval out of range");
    }

    /** Whole days of the interval when months and time are counted as days too. */
    private long spanDays() {
        return months * (long) DAYS_PER_MONTH + days + Math.floorDiv(micros, LocalTimes.MICROS_PER_DAY);
    }

    private long spanMicros() {
        return Math.floorMod(micros, LocalTimes.MICROS_PER_DAY);
    }

    @Override
    public int compareTo(SqlInterval other) {
        int order = Long.compare(spanDays(), other.spanDays());
        return order != 0 ? order : Long.compare(spanMicros(), other.spanMicros());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SqlInterval that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(spanDays() * 31 + spanMicros());
    }

    /** Sum of the fields; 22008 when one overflows. */
    public SqlInterval add(SqlInterval other) {
        try {
            return new SqlInterval(
                    Math.addExact(months, other.months),
                    Math.addExact(days, other.days),
                    Math.addExact(micros, other.micros));
        } catch (ArithmeticException e) {
            throw outOfRange();
        }
    }

    public SqlInterval subtract(SqlInterval other) {
        try {
            return new SqlInterval(
                    Math.subtractExact(months, other.months),
                    Math.subtractExact(days, other.days),
                    Math.subtractExact(micros, other.micros));
        } catch (ArithmeticException e) {
            throw outOfRange();
        }
    }

    public SqlInterval negate() {
        try {
            return new SqlInterval(Math.negateExact(months), Math.negateExact(days), Math.negateExact(micros));
        } catch (ArithmeticException e) {
            throw outOfRange();
        }
    }

    /** Operator {@code *}: fractions of a month cascade to days, fractions of a day to microseconds. */
    public SqlInterval multiply(double factor) {
        return scaled(months * factor, days * factor, months, days, factor, false);
    }

    /** Operator {@code /}; 22012 on zero. */
    public SqlInterval divide(double divisor) {
        if (divisor == 0) {
            throw SqlNumeric.divisionByZero();
        }
        return scaled(months / divisor, days / divisor, months, days, divisor, true);
    }

    private SqlInterval scaled(
            double exactMonths, double exactDays, int oldMonths, int oldDays, double factor, boolean division) {
        int newMonths = toInt(exactMonths);
        int newDays = toInt(exactDays);
        double monthRest = apply(oldMonths, factor, division) - newMonths;
        double monthDays = roundToMicros(monthRest * DAYS_PER_MONTH);
        double seconds = (apply(oldDays, factor, division) - newDays + monthDays - (int) monthDays) * SECONDS_PER_DAY;
        seconds = roundToMicros(seconds);
        // rounding may have made a whole day of the rest
        if (Math.abs(seconds) >= SECONDS_PER_DAY) {
            newDays = addDays(newDays, (int) (seconds / SECONDS_PER_DAY));
            seconds -= (int) (seconds / SECONDS_PER_DAY) * SECONDS_PER_DAY;
        }
        newDays = addDays(newDays, (int) monthDays);
        double time = Math.rint(apply(micros, factor, division) + seconds * MICROS_PER_SECOND);
        if (Double.isNaN(time) || time < Long.MIN_VALUE || time >= -(double) Long.MIN_VALUE) {
            throw outOfRange();
        }
        return new SqlInterval(newMonths, newDays, (long) time);
    }

    private static double apply(double value, double factor, boolean division) {
        return division ? value / factor : value * factor;
    }

    private static int addDays(int left, int right) {
        try {
            return Math.addExact(left, right);
        } catch (ArithmeticException e) {
            throw outOfRange();
        }
    }

    /** Truncates towards zero; 22008 beyond 32 bits. */
    private static int toInt(double value) {
        if (Double.isNaN(value) || value > Integer.MAX_VALUE || value < Integer.MIN_VALUE) {
            throw outOfRange();
        }
        return (int) value;
    }

    /** Rounds to six decimals, which hides the noise of binary fractions. */
    private static double roundToMicros(double value) {
        return Math.rint(value * MICROS_PER_SECOND) / MICROS_PER_SECOND;
    }

    /** Function justify_hours(): 24 hours become a day. */
    public SqlInterval justifyHours() {
        long whole = micros / LocalTimes.MICROS_PER_DAY;
        int newDays = addDays(days, (int) whole);
        long rest = micros - whole * LocalTimes.MICROS_PER_DAY;
        if (newDays > 0 && rest < 0) {
            return new SqlInterval(months, newDays - 1, rest + LocalTimes.MICROS_PER_DAY);
        }
        if (newDays < 0 && rest > 0) {
            return new SqlInterval(months, newDays + 1, rest - LocalTimes.MICROS_PER_DAY);
        }
        return new SqlInterval(months, newDays, rest);
    }

    /** Function justify_days(): 30 days become a month. */
    public SqlInterval justifyDays() {
        int newMonths = addDays(months, days / DAYS_PER_MONTH);
        int rest = days % DAYS_PER_MONTH;
        if (newMonths > 0 && rest < 0) {
            return new SqlInterval(newMonths - 1, rest + DAYS_PER_MONTH, micros);
        }
        if (newMonths < 0 && rest > 0) {
            return new SqlInterval(newMonths + 1, rest - DAYS_PER_MONTH, micros);
        }
        return new SqlInterval(newMonths, rest, micros);
    }

    /** Function justify_interval(): both, with all fields of one sign. */
    public SqlInterval justify() {
        SqlInterval start = this;
        if (days > 0 && micros > 0 || days < 0 && micros < 0) {
            // days first, lest the sum with the time's days overflow
            start = new SqlInterval(addDays(months, days / DAYS_PER_MONTH), days % DAYS_PER_MONTH, micros);
        }
        long whole = start.micros / LocalTimes.MICROS_PER_DAY;
        long rest = start.micros - whole * LocalTimes.MICROS_PER_DAY;
        int newDays = addDays(start.days, (int) whole);
        int newMonths = addDays(start.months, newDays / DAYS_PER_MONTH);
        newDays %= DAYS_PER_MONTH;
        if (newMonths > 0 && (newDays < 0 || newDays == 0 && rest < 0)) {
            newDays += DAYS_PER_MONTH;
            newMonths--;
        } else if (newMonths < 0 && (newDays > 0 || newDays == 0 && rest > 0)) {
            newDays -= DAYS_PER_MONTH;
            newMonths++;
        }
        if (newDays > 0 && rest < 0) {
            rest += LocalTimes.MICROS_PER_DAY;
            newDays--;
        } else if (newDays < 0 && rest > 0) {
            rest -= LocalTimes.MICROS_PER_DAY;
            newDays++;
        }
        return new SqlInterval(newMonths, newDays, rest);
    }
}
