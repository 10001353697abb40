package io.trefoil.sql.functions.datetime;

import static io.trefoil.sql.functions.FunctionFamily.binary;

import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionErrors;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.functions.text.CaseFunctions;
import io.trefoil.sql.types.LocalTimes;
import io.trefoil.sql.types.SqlInterval;
import io.trefoil.sql.types.SqlTypes;
import io.trefoil.sql.types.TextFormat;
import io.trefoil.sql.types.TimeWithZone;
import io.trefoil.sql.types.TimeZones;
import io.trefoil.sql.types.ZoneAbbreviations;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** AT TIME ZONE: timezone(zone, value), the zone given by name or as an interval. */
public final class ZoneFunctions implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        binary(
                d,
                "timezone(text,timestamp)",
                (zone, local) ->
                        finite(local) ? LocalTimes.toUtc((long) local, zoneAt((String) zone, (long) local)) : local);
        binary(
                d,
                "timezone(text,timestamptz)",
                (zone, instant) -> finite(instant)
                        ? LocalTimes.toLocal((long) instant, zoneAt((String) zone, (long) instant))
                        : instant);
        FunctionFamily.general(d, "timezone(text,timetz)", (context, arguments) -> {
            long now = context.transactionStartMicros();
            int offset = LocalTimes.offsetOfInstant(now, zoneAt(Arguments.text(arguments, 0), now));
            return moved((TimeWithZone) Arguments.value(arguments, 1), offset);
        });
        binary(
                d,
                "timezone(interval,timestamp)",
                (zone, local) -> finite(local) ? LocalTimes.toUtc((long) local, zone((SqlInterval) zone)) : local);
        binary(
                d,
                "timezone(interval,timestamptz)",
                (zone, instant) ->
                        finite(instant) ? LocalTimes.toLocal((long) instant, zone((SqlInterval) zone)) : instant);
        binary(
                d,
                "timezone(interval,timetz)",
                (zone, time) ->
                        moved((TimeWithZone) time, zone((SqlInterval) zone).getTotalSeconds()));
    }

    private static boolean finite(Object timestamp) {
        return !LocalTimes.isInfinite((long) timestamp);
    }

    /** As make_timestamptz takes it: a leading sign means an ISO offset, east positive; else a zone name. */
    static ZoneId numericOrNamedZone(String name) {
        if (name.startsWith("+") || name.startsWith("-")) {
            return isoOffset(name);
        }
        if (!name.isEmpty() && Character.isDigit(name.charAt(0))) {
            throw FunctionErrors.invalidParameter("invalid input syntax for type numeric time zone: \"" + name + "\"")
                    .withHint("Numeric time zones must have \"-\" or \"+\" as first character.");
        }
        return zone(name);
    }

    private static ZoneId isoOffset(String name) {
        try {
            return ZoneOffset.of(name);
        } catch (DateTimeException e) {
            throw FunctionErrors.invalidParameter("time zone \"" + name + "\" not recognized");
        }
    }

    /** A zone by abbreviation or name; 22023 when there is none. */
    static ZoneId zone(String name) {
        Optional<ZoneAbbreviations.Meaning> abbreviation = ZoneAbbreviations.find(CaseFunctions.lower(name));
        if (abbreviation.isPresent()) {
            ZoneId zone = abbreviation.get().zone();
            return zone != null
                    ? zone
                    : ZoneOffset.ofTotalSeconds(abbreviation.get().offsetSeconds());
        }
        return TimeZones.find(name)
                .orElseThrow(() -> FunctionErrors.invalidParameter("time zone \"" + name + "\" not recognized"));
    }

    /** The same, but an abbreviation that changed its meaning stands for its offset at that time. */
    private static ZoneId zoneAt(String name, long timestamp) {
        Optional<ZoneAbbreviations.Meaning> abbreviation = ZoneAbbreviations.find(CaseFunctions.lower(name));
        ZoneId zone = abbreviation.isPresent() ? abbreviation.get().zone() : null;
        if (zone == null) {
            return zone(name);
        }
        Instant instant = Instant.ofEpochSecond(
                Math.floorDiv(timestamp, LocalTimes.MICROS_PER_SECOND) + LocalTimes.UNIX_EPOCH_SHIFT_SECONDS);
        return ZoneOffset.ofTotalSeconds(ZoneAbbreviations.offset(zone, name, instant));
    }

    private static ZoneOffset zone(SqlInterval interval) {
        if (interval.months() != 0 || interval.days() != 0) {
            throw FunctionErrors.invalidParameter("interval time zone \""
                    + SqlTypes.INTERVAL.toText(interval, TextFormat.DEFAULT) + "\" must not include months or days");
        }
        return ZoneOffset.ofTotalSeconds((int) (interval.micros() / LocalTimes.MICROS_PER_SECOND));
    }

    /** The same moment of the day at another offset. */
    private static TimeWithZone moved(TimeWithZone time, int offset) {
        long micros = time.utcMicros() + offset * LocalTimes.MICROS_PER_SECOND;
        return new TimeWithZone(Math.floorMod(micros, LocalTimes.MICROS_PER_DAY), offset);
    }
}
