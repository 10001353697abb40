package io.trefoil.sql.functions.datetime;

import static io.trefoil.sql.functions.FunctionFamily.binary;
import static io.trefoil.sql.functions.FunctionFamily.general;

import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionContext;
import io.trefoil.sql.functions.FunctionErrors;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.CivilDate;
import io.trefoil.sql.types.LocalTimes;
import io.trefoil.sql.types.SqlInterval;
import java.time.ZoneId;

/** age: the difference of two timestamps in years, months, days and time, as a calendar counts it. */
public final class AgeFunctions implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        binary(d, "age(timestamp,timestamp)", (a, b) -> age((long) a, (long) b));
        general(
                d,
                "age(timestamptz,timestamptz)",
                (context, arguments) -> age(
                        local(context, Arguments.int8(arguments, 0)), local(context, Arguments.int8(arguments, 1))));
        general(d, "age(timestamp)", (context, arguments) -> age(today(context), Arguments.int8(arguments, 0)));
        general(
                d,
                "age(timestamptz)",
                (context, arguments) -> age(today(context), local(context, Arguments.int8(arguments, 0))));
    }

    private static long local(FunctionContext context, long instant) {
        ZoneId zone = DateTimeCasts.zone(context);
        return instant == Long.MIN_VALUE
                ? instant
                : instant + LocalTimes.offsetOfInstant(instant, zone) * LocalTimes.MICROS_PER_SECOND;
    }

    private static long today(FunctionContext context) {
        long now = local(context, context.transactionStartMicros());
        return now - Math.floorMod(now, LocalTimes.MICROS_PER_DAY);
    }

    /** Missing days are borrowed from the month of the earlier date. */
    private static SqlInterval age(long end, long start) {
        if (end == Long.MIN_VALUE || start == Long.MIN_VALUE) {
            throw FunctionErrors.dateTimeOutOfRange("timestamp");
        }
        boolean negative = end < start;
        long later = negative ? start : end;
        long earlier = negative ? end : start;
        CivilDate to = CivilDate.ofTimestamp(later);
        CivilDate from = CivilDate.ofTimestamp(earlier);
        long micros =
                Math.floorMod(later, LocalTimes.MICROS_PER_DAY) - Math.floorMod(earlier, LocalTimes.MICROS_PER_DAY);
        int days = to.day() - from.day();
        int months = (to.year() - from.year()) * 12 + to.month() - from.month();
        if (micros < 0) {
            micros += LocalTimes.MICROS_PER_DAY;
            days--;
        }
        if (days < 0) {
            days += CivilDate.monthLength(from.year(), from.month());
            months--;
        }
        return negative ? new SqlInterval(-months, -days, -micros) : new SqlInterval(months, days, micros);
    }
}
