package io.trefoil.sql.functions.calendar;

import io.trefoil.sql.functions.FunctionErrors;
import io.trefoil.sql.types.CivilDate;
import io.trefoil.sql.types.LocalTimes;
import io.trefoil.sql.types.SqlInterval;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.time.ZoneId;

/** Timestamps plus and minus intervals: months first, then days, both on the local calendar, then exact time. */
public final class TimestampArithmetic {
    private TimestampArithmetic() {}

    /** timestamp + interval; 22008 out of range. */
    public static long plus(long timestamp, SqlInterval interval) {
        if (LocalTimes.isInfinite(timestamp)) {
            return timestamp;
        }
        long result = timestamp;
        if (interval.months() != 0) {
            result = plusMonths(result, interval.months());
        }
        if (interval.days() != 0) {
            result = plusDays(result, interval.days());
        }
        return plusMicros(result, interval.micros());
    }

    /** timestamptz + interval in a time zone; 22008 out of range. */
    public static long plus(long timestamp, SqlInterval interval, ZoneId zone) {
        if (LocalTimes.isInfinite(timestamp)) {
            return timestamp;
        }
        long result = timestamp;
        if (interval.months() != 0) {
            result = LocalTimes.toUtc(plusMonths(LocalTimes.toLocal(result, zone), interval.months()), zone);
        }
        if (interval.days() != 0) {
            result = LocalTimes.toUtc(plusDays(LocalTimes.toLocal(result, zone), interval.days()), zone);
        }
        return plusMicros(result, interval.micros());
    }

    /** The difference in days and time; 22008 for infinite timestamps. Wraps around like PostgreSQL's. */
    public static SqlInterval difference(long left, long right) {
        if (LocalTimes.isInfinite(left) || LocalTimes.isInfinite(right)) {
            throw new SqlStateException(SqlState.DATETIME_FIELD_OVERFLOW, "cannot subtract infinite timestamps");
        }
        return new SqlInterval(0, 0, left - right).justifyHours();
    }

    private static long plusMonths(long timestamp, int months) {
        long days = Math.floorDiv(timestamp, LocalTimes.MICROS_PER_DAY);
        long timeOfDay = timestamp - days * LocalTimes.MICROS_PER_DAY;
        long newDays = CivilDate.ofDays(days).plusMonths(months).toDays();
        return ofDays(newDays, timeOfDay);
    }

    private static long plusDays(long timestamp, int more) {
        long days = Math.floorDiv(timestamp, LocalTimes.MICROS_PER_DAY);
        return ofDays(days + more, timestamp - days * LocalTimes.MICROS_PER_DAY);
    }

    /** A timestamp from a day since 2000-01-01 and the time of day; 22008 out of range. */
    public static long ofDays(long days, long timeOfDay) {
        if (days < LocalTimes.FIRST_DAY || days > LocalTimes.END_TIMESTAMP / LocalTimes.MICROS_PER_DAY) {
            throw FunctionErrors.dateTimeOutOfRange("timestamp");
        }
        return LocalTimes.checked(days * LocalTimes.MICROS_PER_DAY + timeOfDay, "timestamp");
    }

    private static long plusMicros(long timestamp, long micros) {
        long result = timestamp + micros;
        if (((timestamp ^ result) & (micros ^ result)) < 0) {
            throw FunctionErrors.dateTimeOutOfRange("timestamp");
        }
        return LocalTimes.checked(result, "timestamp");
    }
}
