package io.trefoil.sql.functions.datetime;

import static io.trefoil.sql.functions.FunctionFamily.binary;
import static io.trefoil.sql.functions.FunctionFamily.general;
import static io.trefoil.sql.functions.FunctionFamily.unary;

import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionContext;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.LocalTimes;
import io.trefoil.sql.types.SqlInterval;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import io.trefoil.sql.types.TimeWithZone;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Casts among the date and time types and their precision coercions. */
public final class DateTimeCasts implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        toDate(d);
        toTimestamp(d);
        toTime(d);
        precision(d, SqlTypes.TIME);
        precision(d, SqlTypes.TIMETZ);
        precision(d, SqlTypes.TIMESTAMP);
        precision(d, SqlTypes.TIMESTAMPTZ);
        precision(d, SqlTypes.INTERVAL);
    }

    private static void precision(Definitions d, SqlType type) {
        binary(
                d,
                type.name() + "(" + type.name() + ",int4)",
                (value, typmod) -> type.applyTypmod(value, (int) typmod, true));
    }

    private static void toDate(Definitions d) {
        unary(d, "date(timestamp)", a -> dateOf((long) a));
        general(
                d,
                "date(timestamptz)",
                (context, arguments) -> dateOf(LocalTimes.toLocal(Arguments.int8(arguments, 0), zone(context))));
    }

    private static void toTimestamp(Definitions d) {
        unary(d, "timestamp(date)", a -> LocalTimes.dateMicros((int) a));
        general(
                d,
                "timestamp(timestamptz)",
                (context, arguments) -> LocalTimes.toLocal(Arguments.int8(arguments, 0), zone(context)));
        general(
                d,
                "timestamptz(timestamp)",
                (context, arguments) -> LocalTimes.toUtc(Arguments.int8(arguments, 0), zone(context)));
        general(
                d,
                "timestamptz(date)",
                (context, arguments) ->
                        LocalTimes.toUtc(LocalTimes.dateMicros(Arguments.int4(arguments, 0)), zone(context)));
        general(
                d,
                "timestamptz(date,time)",
                (context, arguments) -> LocalTimes.toUtc(
                        DateArithmetic.atTime(Arguments.int4(arguments, 0), Arguments.int8(arguments, 1)),
                        zone(context)));
    }

    private static void toTime(Definitions d) {
        unary(d, "time(timestamp)", a -> timeOf((long) a));
        general(
                d,
                "time(timestamptz)",
                (context, arguments) -> timeOf(LocalTimes.toLocal(Arguments.int8(arguments, 0), zone(context))));
        unary(d, "time(interval)", a -> Math.floorMod(((SqlInterval) a).micros(), LocalTimes.MICROS_PER_DAY));
        unary(d, "time(timetz)", a -> ((TimeWithZone) a).micros());
        unary(d, "interval(time)", a -> new SqlInterval(0, 0, (long) a));
        general(d, "timetz(time)", (context, arguments) -> withCurrentOffset(context, Arguments.int8(arguments, 0)));
        general(
                d,
                "timetz(timestamptz)",
                (context, arguments) -> timeWithOffset(Arguments.int8(arguments, 0), zone(context)));
    }

    static ZoneId zone(FunctionContext context) {
        return context.textFormat().timeZone();
    }

    private static int dateOf(long timestamp) {
        if (LocalTimes.isInfinite(timestamp)) {
            return timestamp < 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
        }
        return (int) Math.floorDiv(timestamp, LocalTimes.MICROS_PER_DAY);
    }

    private static @Nullable Object timeOf(long timestamp) {
        return LocalTimes.isInfinite(timestamp) ? null : Math.floorMod(timestamp, LocalTimes.MICROS_PER_DAY);
    }

    private static @Nullable Object timeWithOffset(long instant, ZoneId zone) {
        if (LocalTimes.isInfinite(instant)) {
            return null;
        }
        long local = LocalTimes.toLocal(instant, zone);
        int offset = (int) ((local - instant) / LocalTimes.MICROS_PER_SECOND);
        return new TimeWithZone(Math.floorMod(local, LocalTimes.MICROS_PER_DAY), offset);
    }

    /** The offset is the one that the session's zone has today at that time. */
    private static TimeWithZone withCurrentOffset(FunctionContext context, long timeOfDay) {
        long today =
                dateOf(LocalTimes.toLocal(context.transactionStartMicros(), zone(context))) * LocalTimes.MICROS_PER_DAY;
        return new TimeWithZone(timeOfDay, LocalTimes.offsetOfLocal(today + timeOfDay, zone(context)));
    }
}
