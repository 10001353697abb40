package io.trefoil.sql.functions.datetime;

import io.trefoil.sql.types.LocalTimes;
import io.trefoil.sql.types.SqlNumeric;
import org.jspecify.annotations.Nullable;

/**
 * How the value of a field becomes extract's numeric and date_part's float8. The digits of both follow PostgreSQL:
 * seconds show six decimals, milliseconds three, and floats are put together from whole and fractional seconds.
 */
final class FieldValue {
    private static final double MICROS = 1_000_000.0;

    /** Makes a result from a field's parts; one for extract, one for date_part. */
    enum Form {
        NUMERIC,
        FLOAT
    }

    private FieldValue() {}

    static Object whole(Form form, long value) {
        return form == Form.NUMERIC ? SqlNumeric.of(value) : (Object) (double) value;
    }

    /** Fields below the minute, from the microseconds within the minute. */
    static Object belowMinute(Form form, DateTimeUnit unit, long micros) {
        long second = micros / LocalTimes.MICROS_PER_SECOND;
        long fraction = micros % LocalTimes.MICROS_PER_SECOND;
        if (form == Form.NUMERIC) {
            int scale = unit == DateTimeUnit.SECOND ? 6 : unit == DateTimeUnit.MILLISECONDS ? 3 : 0;
            return SqlNumeric.of(micros, scale);
        }
        return switch (unit) {
            case SECOND -> second + fraction / MICROS;
            case MILLISECONDS -> second * 1000.0 + fraction / 1000.0;
            default -> second * MICROS + fraction;
        };
    }

    /** Seconds from microseconds. */
    static Object epoch(Form form, long micros) {
        return form == Form.NUMERIC ? SqlNumeric.of(micros, 6) : (Object) (micros / MICROS);
    }

    /** The Julian day with the time of day as its fraction. */
    static Object julian(Form form, long days, long timeOfDay) {
        if (form == Form.NUMERIC) {
            SqlNumeric fraction = SqlNumeric.of(timeOfDay).divide(SqlNumeric.of(LocalTimes.MICROS_PER_DAY));
            return SqlNumeric.of(days).add(fraction);
        }
        long wholeSeconds = timeOfDay / LocalTimes.MICROS_PER_SECOND;
        double seconds = wholeSeconds + timeOfDay % LocalTimes.MICROS_PER_SECOND / MICROS;
        return days + seconds / 86_400.0;
    }

    /** Of an infinite value: fields that grow without end are infinite, those that cycle are null. */
    static @Nullable Object infinite(Form form, DateTimeUnit unit, boolean negative) {
        return switch (unit) {
            case YEAR, DECADE, CENTURY, MILLENNIUM, JULIAN, ISOYEAR, EPOCH ->
                form == Form.NUMERIC
                        ? (negative ? SqlNumeric.NEGATIVE_INFINITY : SqlNumeric.POSITIVE_INFINITY)
                        : (Object) (negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
            default -> null;
        };
    }
}
