package io.trefoil.sql.functions.datetime;

import static io.trefoil.sql.functions.FunctionFamily.binary;

import io.trefoil.sql.functions.FunctionErrors;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.functions.calendar.TimestampArithmetic;
import io.trefoil.sql.types.LocalTimes;
import io.trefoil.sql.types.SqlInterval;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.TimeWithZone;

/** Operators + and - of date with days, intervals and times of day. */
public final class DateArithmetic implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        binary(d, "date_pli(date,int4)", (date, days) -> plusDays((int) date, (int) days));
        binary(d, "integer_pl_date(int4,date)", (days, date) -> plusDays((int) date, (int) days));
        binary(d, "date_mii(date,int4)", (date, days) -> plusDays((int) date, -(long) (int) days));
        binary(d, "date_mi(date,date)", (left, right) -> daysBetween((int) left, (int) right));
        binary(
                d,
                "date_pl_interval(date,interval)",
                (date, span) -> TimestampArithmetic.plus(LocalTimes.dateMicros((int) date), (SqlInterval) span));
        binary(
                d,
                "interval_pl_date(interval,date)",
                (span, date) -> TimestampArithmetic.plus(LocalTimes.dateMicros((int) date), (SqlInterval) span));
        binary(
                d,
                "date_mi_interval(date,interval)",
                (date, span) ->
                        TimestampArithmetic.plus(LocalTimes.dateMicros((int) date), ((SqlInterval) span).negate()));
        binary(d, "datetime_pl(date,time)", (date, time) -> atTime((int) date, (long) time));
        binary(d, "timestamp(date,time)", (date, time) -> atTime((int) date, (long) time));
        binary(d, "timedate_pl(time,date)", (time, date) -> atTime((int) date, (long) time));
        binary(d, "datetimetz_pl(date,timetz)", (date, time) -> atTime((int) date, (TimeWithZone) time));
        binary(d, "timestamptz(date,timetz)", (date, time) -> atTime((int) date, (TimeWithZone) time));
        binary(d, "timetzdate_pl(timetz,date)", (time, date) -> atTime((int) date, (TimeWithZone) time));
    }

    private static int plusDays(int date, long days) {
        if (LocalTimes.isInfiniteDate(date)) {
            return date;
        }
        long result = date + days;
        if (result < LocalTimes.FIRST_DAY || result >= LocalTimes.END_DAY) {
            throw FunctionErrors.dateTimeOutOfRange("date");
        }
        return (int) result;
    }

    private static int daysBetween(int left, int right) {
        if (LocalTimes.isInfiniteDate(left) || LocalTimes.isInfiniteDate(right)) {
            throw new SqlStateException(SqlState.DATETIME_FIELD_OVERFLOW, "cannot subtract infinite dates");
        }
        return left - right;
    }

    static long atTime(int date, long timeOfDay) {
        long midnight = LocalTimes.dateMicros(date);
        return LocalTimes.isInfinite(midnight) ? midnight : LocalTimes.checked(midnight + timeOfDay, "timestamp");
    }

    private static long atTime(int date, TimeWithZone time) {
        long midnight = LocalTimes.dateMicros(date);
        return LocalTimes.isInfinite(midnight)
                ? midnight
                : LocalTimes.checked(midnight + time.utcMicros(), "timestamp");
    }
}
