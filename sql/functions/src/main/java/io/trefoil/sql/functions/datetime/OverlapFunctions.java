package io.trefoil.sql.functions.datetime;

import static io.trefoil.sql.functions.FunctionFamily.general;

import io.trefoil.sql.functions.FunctionContext;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.functions.calendar.TimestampArithmetic;
import io.trefoil.sql.types.LocalTimes;
import io.trefoil.sql.types.SqlInterval;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import org.jspecify.annotations.Nullable;

/** OVERLAPS of two periods, each given by its two ends or by its start and length. Nulls make an end unknown. */
public final class OverlapFunctions implements FunctionFamily {
    /** The end of a period that begins at a time and lasts an interval. */
    @FunctionalInterface
    private interface EndOf {
        Object end(FunctionContext context, Object start, SqlInterval length);
    }

    @Override
    public void define(Definitions d) {
        type(d, SqlTypes.TIMESTAMP, (context, start, length) -> TimestampArithmetic.plus((long) start, length));
        type(
                d,
                SqlTypes.TIMESTAMPTZ,
                (context, start, length) ->
                        TimestampArithmetic.plus((long) start, length, DateTimeCasts.zone(context)));
        type(
                d,
                SqlTypes.TIME,
                (context, start, length) -> Math.floorMod(
                        (long) start + length.micros() % LocalTimes.MICROS_PER_DAY, LocalTimes.MICROS_PER_DAY));
        general(
                d,
                "overlaps(timetz,timetz,timetz,timetz)",
                (context, a) -> overlaps(SqlTypes.TIMETZ, a[0], a[1], a[2], a[3]));
    }

    private static void type(Definitions d, SqlType type, EndOf endOf) {
        String t = type.name();
        general(
                d,
                "overlaps(" + t + "," + t + "," + t + "," + t + ")",
                (context, a) -> overlaps(type, a[0], a[1], a[2], a[3]));
        general(
                d,
                "overlaps(" + t + ",interval," + t + "," + t + ")",
                (context, a) -> overlaps(type, a[0], end(endOf, context, a[0], a[1]), a[2], a[3]));
        general(
                d,
                "overlaps(" + t + "," + t + "," + t + ",interval)",
                (context, a) -> overlaps(type, a[0], a[1], a[2], end(endOf, context, a[2], a[3])));
        general(
                d,
                "overlaps(" + t + ",interval," + t + ",interval)",
                (context, a) ->
                        overlaps(type, a[0], end(endOf, context, a[0], a[1]), a[2], end(endOf, context, a[2], a[3])));
    }

    private static @Nullable Object end(
            EndOf endOf, FunctionContext context, @Nullable Object start, @Nullable Object length) {
        return start == null || length == null ? null : endOf.end(context, start, (SqlInterval) length);
    }

    private static @Nullable Boolean overlaps(
            SqlType type, @Nullable Object from1, @Nullable Object to1, @Nullable Object from2, @Nullable Object to2) {
        Object start1 = earlier(type, from1, to1);
        Object start2 = earlier(type, from2, to2);
        if (start1 == null || start2 == null) {
            return null;
        }
        Object end1 = later(type, from1, to1);
        Object end2 = later(type, from2, to2);
        int order = type.compare(start1, start2);
        if (order == 0) {
            return end1 == null || end2 == null ? null : Boolean.TRUE;
        }
        Object endOfEarlier = order > 0 ? end2 : end1;
        Object endOfLater = order > 0 ? end1 : end2;
        if (endOfEarlier == null) {
            return null;
        }
        if (type.compare(order > 0 ? start1 : start2, endOfEarlier) < 0) {
            return Boolean.TRUE;
        }
        return endOfLater == null ? null : Boolean.FALSE;
    }

    private static @Nullable Object earlier(SqlType type, @Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return type.compare(a, b) > 0 ? b : a;
    }

    /** The later end, or null when one end is unknown. */
    private static @Nullable Object later(SqlType type, @Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return null;
        }
        return type.compare(a, b) > 0 ? a : b;
    }
}
