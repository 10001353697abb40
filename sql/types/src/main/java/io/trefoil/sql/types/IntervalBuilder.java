package io.trefoil.sql.types;

/**
 * Gathers the parts of an interval; fractions of a part go down to the next smaller one. Whatever does not fit raises
 * the {@link DateTimeFault} FIELD.
 */
final class IntervalBuilder {
    private static final int DAYS_PER_MONTH = 30;
    private static final int MONTHS_PER_YEAR = 12;

    private int years;
    private int months;
    private int days;
    private long micros;

    long micros() {
        return micros;
    }

    void negateMicros() {
        micros = negated(micros);
    }

    void negate() {
        years = negated(years);
        months = negated(months);
        days = negated(days);
        micros = negated(micros);
    }

    private static int negated(int value) {
        if (value == Integer.MIN_VALUE) {
            throw DateTimeFault.FIELD;
        }
        return -value;
    }

    private static long negated(long value) {
        if (value == Long.MIN_VALUE) {
            throw DateTimeFault.FIELD;
        }
        return -value;
    }

    /** Replaces the time. */
    void setTime(TimeFields time) {
        micros = time.micros();
        addMicros(time.hours(), 0, LocalTimes.MICROS_PER_HOUR);
        addMicros(time.minutes(), 0, LocalTimes.MICROS_PER_MINUTE);
        addMicros(time.seconds(), 0, LocalTimes.MICROS_PER_SECOND);
    }

    /** (value + fraction) * unit microseconds. */
    void addMicros(long value, double fraction, long unit) {
        try {
            micros = Math.addExact(micros, Math.multiplyExact(value, unit));
        } catch (ArithmeticException e) {
            throw DateTimeFault.FIELD;
        }
        addFractionOfMicros(fraction, unit);
    }

    /** fraction * unit microseconds, rounded to the nearest. */
    void addFractionOfMicros(double fraction, long unit) {
        if (fraction == 0) {
            return;
        }
        double exact = fraction * unit;
        long whole = (long) exact;
        double rest = exact - whole;
        whole += rest > 0.5 ? 1 : rest < -0.5 ? -1 : 0;
        try {
            micros = Math.addExact(micros, whole);
        } catch (ArithmeticException e) {
            throw DateTimeFault.FIELD;
        }
    }

    void addDays(long value, int unit) {
        days = sum(days, product(value, unit));
    }

    /** fraction * unit days; what is left of a day becomes time. */
    void addFractionOfDays(double fraction, int unit) {
        if (fraction == 0) {
            return;
        }
        double exact = fraction * unit;
        int whole = (int) exact;
        days = sum(days, whole);
        addFractionOfMicros(exact - whole, LocalTimes.MICROS_PER_DAY);
    }

    void addMonths(long value, double fraction) {
        months = sum(months, product(value, 1));
        addFractionOfDays(fraction, DAYS_PER_MONTH);
    }

    /** (value + fraction) * unit years; the fraction becomes whole months. */
    void addYears(long value, double fraction, int unit) {
        years = sum(years, product(value, unit));
        months = sum(months, (int) Math.rint(fraction * unit * MONTHS_PER_YEAR));
    }

    private static int product(long value, int unit) {
        if (value != (int) value) {
            throw DateTimeFault.FIELD;
        }
        long product = value * unit;
        if (product != (int) product) {
            throw DateTimeFault.FIELD;
        }
        return (int) product;
    }

    private static int sum(int left, int right) {
        try {
            return Math.addExact(left, right);
        } catch (ArithmeticException e) {
            throw DateTimeFault.FIELD;
        }
    }

    /** 22008 when years and months together exceed 32 bits. */
    SqlInterval build() {
        long total = (long) years * MONTHS_PER_YEAR + months;
        if (total != (int) total) {
            throw SqlInterval.outOfRange();
        }
        return new SqlInterval((int) total, days, micros);
    }
}
