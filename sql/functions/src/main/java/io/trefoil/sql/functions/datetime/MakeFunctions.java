package io.trefoil.sql.functions.datetime;

import static io.trefoil.sql.functions.FunctionFamily.general;
import static io.trefoil.sql.functions.FunctionFamily.ternary;
import static io.trefoil.sql.functions.FunctionFamily.unary;

import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionErrors;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.functions.calendar.TimestampArithmetic;
import io.trefoil.sql.types.CivilDate;
import io.trefoil.sql.types.LocalTimes;
import io.trefoil.sql.types.SqlInterval;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import org.jspecify.annotations.Nullable;

/** Dates, times and intervals from their fields: make_date and the like, and to_timestamp of a number. */
public final class MakeFunctions implements FunctionFamily {
    private static final double MICROS = 1_000_000.0;

    @Override
    public void define(Definitions d) {
        ternary(d, "make_date(int4,int4,int4)", (year, month, day) -> (int) date((int) year, (int) month, (int) day));
        ternary(
                d,
                "make_time(int4,int4,float8)",
                (hour, minute, second) -> time((int) hour, (int) minute, (double) second));
        general(d, "make_timestamp(int4,int4,int4,int4,int4,float8)", (context, arguments) -> timestamp(arguments));
        general(
                d,
                "make_timestamptz(int4,int4,int4,int4,int4,float8)",
                (context, arguments) -> LocalTimes.toUtc(timestamp(arguments), DateTimeCasts.zone(context)));
        general(
                d,
                "make_timestamptz(int4,int4,int4,int4,int4,float8,text)",
                (context, arguments) -> LocalTimes.toUtc(
                        timestamp(arguments), ZoneFunctions.numericOrNamedZone(Arguments.text(arguments, 6))));
        general(d, "make_interval(int4,int4,int4,int4,int4,int4,float8)", (context, arguments) -> interval(arguments));
        unary(d, "to_timestamp(float8)", seconds -> ofUnixSeconds((double) seconds));
    }

    private static long date(int year, int month, int day) {
        int civilYear = year < 0 ? year + 1 : year;
        if (year == 0 || month < 1 || month > 12 || day < 1 || day > CivilDate.monthLength(civilYear, month)) {
            throw new SqlStateException(
                    SqlState.DATETIME_FIELD_OVERFLOW,
                    "date field value out of range: %d-%02d-%02d".formatted(Math.abs((long) year), month, day));
        }
        long days = CivilDate.toDays(civilYear, month, day);
        if (days < LocalTimes.FIRST_DAY || days >= LocalTimes.END_DAY) {
            throw new SqlStateException(
                    SqlState.DATETIME_FIELD_OVERFLOW,
                    "date out of range: %d-%02d-%02d".formatted(Math.abs((long) year), month, day));
        }
        return days;
    }

    private static long time(int hour, int minute, double second) {
        boolean valid = hour >= 0 && minute >= 0 && minute < 60 && second >= 0 && second <= 60;
        long micros = valid
                ? hour * LocalTimes.MICROS_PER_HOUR
                        + minute * LocalTimes.MICROS_PER_MINUTE
                        + (long) Math.rint(second * MICROS)
                : -1;
        if (!valid || hour > 24 || micros > LocalTimes.MICROS_PER_DAY) {
            throw new SqlStateException(
                    SqlState.DATETIME_FIELD_OVERFLOW,
                    "time field value out of range: %d:%02d:%02.0f".formatted(hour, minute, second));
        }
        return micros;
    }

    private static long timestamp(@Nullable Object[] arguments) {
        long days = date(Arguments.int4(arguments, 0), Arguments.int4(arguments, 1), Arguments.int4(arguments, 2));
        long time = time(Arguments.int4(arguments, 3), Arguments.int4(arguments, 4), Arguments.float8(arguments, 5));
        return TimestampArithmetic.ofDays(days, time);
    }

    private static SqlInterval interval(@Nullable Object[] arguments) {
        double seconds = Arguments.float8(arguments, 6);
        double micros = Math.rint(seconds * MICROS);
        if (!(Math.abs(micros) < 0x1p63)) {
            throw FunctionErrors.dateTimeOutOfRange("interval");
        }
        long months = Arguments.int4(arguments, 0) * 12L + Arguments.int4(arguments, 1);
        long days = Arguments.int4(arguments, 2) * 7L + Arguments.int4(arguments, 3);
        try {
            long time = Arguments.int4(arguments, 4) * LocalTimes.MICROS_PER_HOUR
                    + Arguments.int4(arguments, 5) * LocalTimes.MICROS_PER_MINUTE;
            return new SqlInterval(Math.toIntExact(months), Math.toIntExact(days), Math.addExact(time, (long) micros));
        } catch (ArithmeticException e) {
            throw FunctionErrors.dateTimeOutOfRange("interval");
        }
    }

    private static long ofUnixSeconds(double seconds) {
        if (Double.isNaN(seconds)) {
            throw new SqlStateException(SqlState.DATETIME_FIELD_OVERFLOW, "timestamp cannot be NaN");
        }
        if (Double.isInfinite(seconds)) {
            return seconds < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        double shifted = Math.rint((seconds - LocalTimes.UNIX_EPOCH_SHIFT_SECONDS) * MICROS);
        if (!(Math.abs(shifted) < 0x1p63) || !LocalTimes.inRange((long) shifted)) {
            throw new SqlStateException(
                    SqlState.DATETIME_FIELD_OVERFLOW,
                    "timestamp out of range: \"" + String.format("%g", seconds) + "\"");
        }
        return (long) shifted;
    }
}
