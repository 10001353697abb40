package io.trefoil.sql.functions.datetime;

import static io.trefoil.sql.functions.FunctionFamily.binary;
import static io.trefoil.sql.functions.FunctionFamily.general;
import static io.trefoil.sql.functions.FunctionFamily.unary;

import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionContext;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.functions.calendar.TimestampArithmetic;
import io.trefoil.sql.types.LocalTimes;
import io.trefoil.sql.types.SqlInterval;
import io.trefoil.sql.types.TimeWithZone;
import java.time.ZoneId;

/** Operators +, -, * and / of timestamps, times of day and intervals. */
public final class TimeArithmetic implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        timestamps(d);
        zonedTimestamps(d);
        timesOfDay(d);
        intervals(d);
    }

    private static void timestamps(Definitions d) {
        binary(
                d,
                "timestamp_pl_interval(timestamp,interval)",
                (a, span) -> TimestampArithmetic.plus((long) a, (SqlInterval) span));
        binary(
                d,
                "interval_pl_timestamp(interval,timestamp)",
                (span, a) -> TimestampArithmetic.plus((long) a, (SqlInterval) span));
        binary(
                d,
                "timestamp_mi_interval(timestamp,interval)",
                (a, span) -> TimestampArithmetic.plus((long) a, ((SqlInterval) span).negate()));
        binary(d, "timestamp_mi(timestamp,timestamp)", (a, b) -> TimestampArithmetic.difference((long) a, (long) b));
        binary(
                d,
                "timestamptz_mi(timestamptz,timestamptz)",
                (a, b) -> TimestampArithmetic.difference((long) a, (long) b));
    }

    private static void zonedTimestamps(Definitions d) {
        general(
                d,
                "timestamptz_pl_interval(timestamptz,interval)",
                (context, arguments) -> TimestampArithmetic.plus(
                        Arguments.int8(arguments, 0), Arguments.interval(arguments, 1), zone(context)));
        general(
                d,
                "interval_pl_timestamptz(interval,timestamptz)",
                (context, arguments) -> TimestampArithmetic.plus(
                        Arguments.int8(arguments, 1), Arguments.interval(arguments, 0), zone(context)));
        general(
                d,
                "timestamptz_mi_interval(timestamptz,interval)",
                (context, arguments) -> TimestampArithmetic.plus(
                        Arguments.int8(arguments, 0),
                        Arguments.interval(arguments, 1).negate(),
                        zone(context)));
    }

    private static ZoneId zone(FunctionContext context) {
        return context.textFormat().timeZone();
    }

    private static void timesOfDay(Definitions d) {
        binary(d, "time_pl_interval(time,interval)", (a, span) -> wrap((long) a, ((SqlInterval) span).micros()));
        binary(d, "interval_pl_time(interval,time)", (span, a) -> wrap((long) a, ((SqlInterval) span).micros()));
        binary(d, "time_mi_interval(time,interval)", (a, span) -> wrap((long) a, -((SqlInterval) span).micros()));
        binary(d, "time_mi_time(time,time)", (a, b) -> new SqlInterval(0, 0, (long) a - (long) b));
        binary(
                d,
                "timetz_pl_interval(timetz,interval)",
                (a, span) -> wrap((TimeWithZone) a, ((SqlInterval) span).micros()));
        binary(
                d,
                "interval_pl_timetz(interval,timetz)",
                (span, a) -> wrap((TimeWithZone) a, ((SqlInterval) span).micros()));
        binary(
                d,
                "timetz_mi_interval(timetz,interval)",
                (a, span) -> wrap((TimeWithZone) a, -((SqlInterval) span).micros()));
    }

    private static long wrap(long timeOfDay, long micros) {
        return Math.floorMod(timeOfDay + micros % LocalTimes.MICROS_PER_DAY, LocalTimes.MICROS_PER_DAY);
    }

    private static TimeWithZone wrap(TimeWithZone time, long micros) {
        return new TimeWithZone(wrap(time.micros(), micros), time.offsetSeconds());
    }

    private static void intervals(Definitions d) {
        binary(d, "interval_pl(interval,interval)", (a, b) -> ((SqlInterval) a).add((SqlInterval) b));
        binary(d, "interval_mi(interval,interval)", (a, b) -> ((SqlInterval) a).subtract((SqlInterval) b));
        unary(d, "interval_um(interval)", a -> ((SqlInterval) a).negate());
        binary(d, "interval_mul(interval,float8)", (a, factor) -> ((SqlInterval) a).multiply((double) factor));
        binary(d, "mul_d_interval(float8,interval)", (factor, a) -> ((SqlInterval) a).multiply((double) factor));
        binary(d, "interval_div(interval,float8)", (a, divisor) -> ((SqlInterval) a).divide((double) divisor));
        unary(d, "justify_hours(interval)", a -> ((SqlInterval) a).justifyHours());
        unary(d, "justify_days(interval)", a -> ((SqlInterval) a).justifyDays());
        unary(d, "justify_interval(interval)", a -> ((SqlInterval) a).justify());
    }
}
