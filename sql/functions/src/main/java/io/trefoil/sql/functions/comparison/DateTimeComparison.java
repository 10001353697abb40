package io.trefoil.sql.functions.comparison;

import static io.trefoil.sql.functions.FunctionFamily.binary;
import static io.trefoil.sql.functions.FunctionFamily.general;

import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.LocalTimes;
import java.time.ZoneId;
import java.util.function.IntPredicate;

/**
 * Comparison of date, timestamp and timestamptz with each other. Where a timestamptz meets one of the others, the
 * other is taken as local time of the session's zone.
 */
public final class DateTimeComparison implements FunctionFamily {
    /** An order that needs the session's time zone. */
    @FunctionalInterface
    private interface ZonedOrder {
        int compare(Object left, Object right, ZoneId zone);
    }

    @Override
    public void define(Definitions d) {
        sameType(d, "date_*", "date", (a, b) -> Integer.compare((int) a, (int) b));
        sameType(d, "timestamp_*", "timestamp", (a, b) -> Long.compare((long) a, (long) b));
        sameType(d, "timestamptz_*", "timestamptz", (a, b) -> Long.compare((long) a, (long) b));

        SixOperators.define(d, "date_*_timestamp", "date,timestamp", DateTimeComparison::dateToTimestamp);
        SixOperators.define(d, "timestamp_*_date", "timestamp,date", (a, b) -> -dateToTimestamp(b, a));
        binary(d, "date_cmp_timestamp(date,timestamp)", DateTimeComparison::dateToTimestamp);
        binary(d, "timestamp_cmp_date(timestamp,date)", (a, b) -> -dateToTimestamp(b, a));

        zoned(d, "date_*_timestamptz", "date,timestamptz", DateTimeComparison::dateToInstant);
        zoned(d, "timestamptz_*_date", "timestamptz,date", (a, b, zone) -> -dateToInstant(b, a, zone));
        zoned(d, "timestamp_*_timestamptz", "timestamp,timestamptz", DateTimeComparison::localToInstant);
        zoned(d, "timestamptz_*_timestamp", "timestamptz,timestamp", (a, b, zone) -> -localToInstant(b, a, zone));
    }

    private static void sameType(Definitions d, String name, String type, SixOperators.Order order) {
        SixOperators.define(d, name, type + "," + type, order);
        binary(d, SixOperators.signature(name, "cmp", type + "," + type), order::compare);
        SixOperators.extremes(d, name.replace("*", "larger"), name.replace("*", "smaller"), type, order);
    }

    private static void zoned(Definitions d, String name, String types, ZonedOrder order) {
        zoned(d, SixOperators.signature(name, "eq", types), order, sign -> sign == 0);
        zoned(d, SixOperators.signature(name, "ne", types), order, sign -> sign != 0);
        zoned(d, SixOperators.signature(name, "lt", types), order, sign -> sign < 0);
        zoned(d, SixOperators.signature(name, "le", types), order, sign -> sign <= 0);
        zoned(d, SixOperators.signature(name, "gt", types), order, sign -> sign > 0);
        zoned(d, SixOperators.signature(name, "ge", types), order, sign -> sign >= 0);
        general(
                d,
                SixOperators.signature(name, "cmp", types),
                (context, arguments) -> order.compare(
                        Arguments.value(arguments, 0),
                        Arguments.value(arguments, 1),
                        context.textFormat().timeZone()));
    }

    private static void zoned(Definitions d, String signature, ZonedOrder order, IntPredicate test) {
        general(
                d,
                signature,
                (context, arguments) -> test.test(order.compare(
                        Arguments.value(arguments, 0),
                        Arguments.value(arguments, 1),
                        context.textFormat().timeZone())));
    }

    private static int dateToTimestamp(Object date, Object timestamp) {
        return Long.compare(LocalTimes.dateMicrosClamped((int) date), (long) timestamp);
    }

    private static int dateToInstant(Object date, Object instant, ZoneId zone) {
        return localToInstant(LocalTimes.dateMicrosClamped((int) date), instant, zone);
    }

    private static int localToInstant(Object local, Object instant, ZoneId zone) {
        return Long.compare(LocalTimes.toUtcClamped((long) local, zone), (long) instant);
    }
}
