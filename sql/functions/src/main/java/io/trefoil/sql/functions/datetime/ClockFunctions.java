package io.trefoil.sql.functions.datetime;

import static io.trefoil.sql.functions.FunctionFamily.general;
import static io.trefoil.sql.functions.FunctionFamily.unary;

import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionContext;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.functions.calendar.TimestampArithmetic;
import io.trefoil.sql.types.LocalTimes;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The current time in its several meanings, waiting, and whether a time is finite. */
public final class ClockFunctions implements FunctionFamily {
    private static final long SLEEP_SLICE_MILLIS = 10;
    private static final DateTimeFormatter TIME_OF_DAY =
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss.SSSSSS yyyy zzz", Locale.ROOT);

    @Override
    public void define(Definitions d) {
        general(d, "now()", (context, arguments) -> context.transactionStartMicros());
        general(d, "transaction_timestamp()", (context, arguments) -> context.transactionStartMicros());
        general(d, "statement_timestamp()", (context, arguments) -> context.statementStartMicros());
        general(d, "clock_timestamp()", (context, arguments) -> clockMicros());
        general(
                d,
                "timeofday()",
                (context, arguments) -> TIME_OF_DAY.format(
                        ZonedDateTime.now(context.textFormat().timeZone())));
        general(
                d,
                "pg_sleep(float8)",
                (context, arguments) -> sleepUntil(context, clockMicros() + Arguments.float8(arguments, 0) * 1e6));
        general(
                d,
                "pg_sleep_for(interval)",
                (context, arguments) -> sleepUntil(
                        context,
                        TimestampArithmetic.plus(
                                clockMicros(), Arguments.interval(arguments, 0), DateTimeCasts.zone(context))));
        general(
                d,
                "pg_sleep_until(timestamptz)",
                (context, arguments) -> sleepUntil(context, Arguments.int8(arguments, 0)));
        unary(d, "isfinite(date)", a -> !LocalTimes.isInfiniteDate((int) a));
        unary(d, "isfinite(timestamp)", a -> !LocalTimes.isInfinite((long) a));
        unary(d, "isfinite(timestamptz)", a -> !LocalTimes.isInfinite((long) a));
        unary(d, "isfinite(interval)", a -> true);
    }

    private static long clockMicros() {
        long sinceUnixEpoch = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        return sinceUnixEpoch - LocalTimes.UNIX_EPOCH_SHIFT_SECONDS * LocalTimes.MICROS_PER_SECOND;
    }

    /** Waits in small slices so that a cancelled statement ends soon. */
    private static Object sleepUntil(FunctionContext context, double endMicros) {
        for (double rest = endMicros - clockMicros(); rest > 0; rest = endMicros - clockMicros()) {
            context.checkCanceled();
            try {
                Thread.sleep((long) Math.min(Math.ceil(rest / 1000), SLEEP_SLICE_MILLIS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SqlStateException(SqlState.QUERY_CANCELED, "canceling statement due to user request");
            }
        }
        return "";
    }
}
