package io.trefoil.sql.functions.datetime;

import static io.trefoil.sql.functions.FunctionFamily.binary;
import static io.trefoil.sql.functions.FunctionFamily.general;
import static io.trefoil.sql.functions.FunctionFamily.ternary;

import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.functions.calendar.TimestampArithmetic;
import io.trefoil.sql.types.CivilDate;
import io.trefoil.sql.types.LocalTimes;
import io.trefoil.sql.types.SqlInterval;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.time.ZoneId;

/** date_trunc and date_bin. */
public final class TruncateFunctions implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        binary(
                d,
                "date_trunc(text,timestamp)",
                (unit, value) -> LocalTimes.isInfinite((long) value)
                        ? value
                        : (Object) truncate(
                                unit((String) unit, SqlTypes.TIMESTAMP),
                                (String) unit,
                                (long) value,
                                SqlTypes.TIMESTAMP));
        general(
                d,
                "date_trunc(text,timestamptz)",
                (context, arguments) -> truncateInstant(
                        Arguments.text(arguments, 0), Arguments.int8(arguments, 1), DateTimeCasts.zone(context)));
        ternary(
                d,
                "date_trunc(text,timestamptz,text)",
                (unit, value, zone) -> LocalTimes.isInfinite((long) value)
                        ? value
                        : (Object) truncateInstant((String) unit, (long) value, ZoneFunctions.zone((String) zone)));
        binary(d, "date_trunc(text,interval)", (unit, value) -> truncate((String) unit, (SqlInterval) value));
        ternary(
                d,
                "date_bin(interval,timestamp,timestamp)",
                (stride, value, origin) -> bin((SqlInterval) stride, (long) value, (long) origin));
        ternary(
                d,
                "date_bin(interval,timestamptz,timestamptz)",
                (stride, value, origin) -> bin((SqlInterval) stride, (long) value, (long) origin));
    }

    /** The unit of this name, when it is one that can be cut at. */
    private static DateTimeUnit unit(String name, SqlType type) {
        DateTimeUnit unit = DateTimeUnit.of(name, type);
        return switch (unit) {
            case EPOCH, JULIAN, ISOYEAR, ISODOW, DOW, DOY -> throw DateTimeUnit.notRecognized(name, type);
            default -> unit;
        };
    }

    /** In the local time of a zone; units of a day or more take the offset that holds at the truncated time. */
    private static long truncateInstant(String name, long instant, ZoneId zone) {
        if (LocalTimes.isInfinite(instant)) {
            return instant;
        }
        DateTimeUnit unit = unit(name, SqlTypes.TIMESTAMPTZ);
        long local = LocalTimes.toLocal(instant, zone);
        long truncated = truncate(unit, name, local, SqlTypes.TIMESTAMPTZ);
        return switch (unit) {
            case MICROSECONDS, MILLISECONDS, SECOND, MINUTE, HOUR -> truncated - (local - instant);
            default -> LocalTimes.toUtc(truncated, zone);
        };
    }

    private static long truncate(DateTimeUnit unit, String name, long timestamp, SqlType type) {
        return switch (unit) {
            case MICROSECONDS -> timestamp;
            case MILLISECONDS -> timestamp - Math.floorMod(timestamp, 1000L);
            case SECOND -> timestamp - Math.floorMod(timestamp, LocalTimes.MICROS_PER_SECOND);
            case MINUTE -> timestamp - Math.floorMod(timestamp, LocalTimes.MICROS_PER_MINUTE);
            case HOUR -> timestamp - Math.floorMod(timestamp, LocalTimes.MICROS_PER_HOUR);
            case DAY -> timestamp - Math.floorMod(timestamp, LocalTimes.MICROS_PER_DAY);
            case WEEK -> {
                long days = Math.floorDiv(timestamp, LocalTimes.MICROS_PER_DAY);
                yield TimestampArithmetic.ofDays(days - CivilDate.isoDayOfWeek(days) + 1, 0);
            }
            case MONTH, QUARTER, YEAR, DECADE, CENTURY, MILLENNIUM -> {
                CivilDate date = CivilDate.ofTimestamp(timestamp);
                int month = unit == DateTimeUnit.MONTH
                        ? date.month()
                        : unit == DateTimeUnit.QUARTER ? (date.month() - 1) / 3 * 3 + 1 : 1;
                yield TimestampArithmetic.ofDays(CivilDate.toDays(firstYear(unit, date.year()), month, 1), 0);
            }
            case TIMEZONE, TIMEZONE_HOUR, TIMEZONE_MINUTE, EPOCH, JULIAN, ISOYEAR, ISODOW, DOW, DOY ->
                throw DateTimeUnit.notSupported(name, type);
        };
    }

    /** Decades begin with years divisible by ten, centuries and millennia a year after one divisible by their length. */
    private static int firstYear(DateTimeUnit unit, int year) {
        return switch (unit) {
            case DECADE -> Math.floorDiv(year, 10) * 10;
            case CENTURY -> Math.floorDiv(year - 1, 100) * 100 + 1;
            case MILLENNIUM -> Math.floorDiv(year - 1, 1000) * 1000 + 1;
            default -> year;
        };
    }

    private static SqlInterval truncate(String name, SqlInterval value) {
        DateTimeUnit unit = unit(name, SqlTypes.INTERVAL);
        int months = value.months();
        int days = value.days();
        long micros = value.micros();
        return switch (unit) {
            case MICROSECONDS -> value;
            case MILLISECONDS -> new SqlInterval(months, days, micros / 1000 * 1000);
            case SECOND -> new SqlInterval(months, days, micros - micros % LocalTimes.MICROS_PER_SECOND);
            case MINUTE -> new SqlInterval(months, days, micros - micros % LocalTimes.MICROS_PER_MINUTE);
            case HOUR -> new SqlInterval(months, days, micros - micros % LocalTimes.MICROS_PER_HOUR);
            case DAY -> new SqlInterval(months, days, 0);
            case MONTH -> new SqlInterval(months, 0, 0);
            case QUARTER -> new SqlInterval(months - months % 3, 0, 0);
            case YEAR -> new SqlInterval(months - months % 12, 0, 0);
            case DECADE -> new SqlInterval(months - months % 120, 0, 0);
            case CENTURY -> new SqlInterval(months - months % 1200, 0, 0);
            case MILLENNIUM -> new SqlInterval(months - months % 12_000, 0, 0);
            case WEEK ->
                throw DateTimeUnit.notSupported(name, SqlTypes.INTERVAL)
                        .withDetail("Months usually have fractional weeks.");
            case TIMEZONE, TIMEZONE_HOUR, TIMEZONE_MINUTE, EPOCH, JULIAN, ISOYEAR, ISODOW, DOW, DOY ->
                throw DateTimeUnit.notSupported(name, SqlTypes.INTERVAL);
        };
    }

    private static long bin(SqlInterval stride, long value, long origin) {
        if (LocalTimes.isInfinite(value)) {
            return value;
        }
        if (LocalTimes.isInfinite(origin)) {
            throw new SqlStateException(SqlState.DATETIME_FIELD_OVERFLOW, "origin out of range");
        }
        if (stride.months() != 0) {
            throw new SqlStateException(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    "timestamps cannot be binned into intervals containing months or years");
        }
        try {
            long width = Math.addExact(Math.multiplyExact(stride.days(), LocalTimes.MICROS_PER_DAY), stride.micros());
            if (width <= 0) {
                throw new SqlStateException(SqlState.DATETIME_FIELD_OVERFLOW, "stride must be greater than zero");
            }
            long distance = Math.subtractExact(value, origin);
            return Math.addExact(origin, Math.subtractExact(distance, Math.floorMod(distance, width)));
        } catch (ArithmeticException e) {
            throw new SqlStateException(SqlState.DATETIME_FIELD_OVERFLOW, "interval out of range");
        }
    }
}
