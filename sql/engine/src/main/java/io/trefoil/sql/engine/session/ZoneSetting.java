package io.trefoil.sql.engine.session;

import io.trefoil.sql.types.SqlInterval;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlTypes;
import io.trefoil.sql.types.TextFormat;
import io.trefoil.sql.types.TimeZones;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values of {@code TimeZone}: a zone's name, whose POSIX forms count hours westwards, or a number of hours or an
 * interval, which count eastwards. The setting keeps the name that SHOW prints. PostgreSQL: {@code check_timezone} in
 * variable.c.
 */
final class ZoneSetting {
    private static final Pattern NUMBER =
            Pattern.compile("\\s*[+-]?(\\d+\\.?\\d*|\\.\\d+)(e[+-]?\\d+)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern INTERVAL = Pattern.compile("interval\\s*'([^']*)'", Pattern.CASE_INSENSITIVE);

    private ZoneSetting() {}

    /** The name to keep for a value; 22023 when there is no such zone. */
    static String name(String value) {
        Matcher interval = INTERVAL.matcher(value);
        if (interval.matches()) {
            return ofInterval(interval.group(1), value);
        }
        if (NUMBER.matcher(value).matches()) {
            return ofOffset((long) (Double.parseDouble(value) * 3600), value);
        }
        ZoneId zone = TimeZones.find(value).orElseThrow(() -> invalid(value));
        if (zone instanceof ZoneOffset offset && offset.getTotalSeconds() % 60 != 0) {
            throw new SqlStateException(
                            SqlState.INVALID_PARAMETER_VALUE, "time zone \"" + value + "\" appears to use leap seconds")
                    .withDetail("PostgreSQL does not support leap seconds.");
        }
        return TimeZones.spelling(value, zone);
    }

    /** The zone of a name that {@link #name} gave. */
    static ZoneId zone(String name) {
        return TimeZones.find(name).orElseThrow(() -> invalid(name));
    }

    /** The zone of this machine. Java calls fixed offsets by names whose sign means the opposite of POSIX's. */
    static String ofMachine() {
        ZoneId zone = ZoneId.systemDefault();
        return zone.getId().matches("(UTC|GMT|UT)?[+-].*")
                ? TimeZones.posixName(zone.getRules().getOffset(Instant.EPOCH).getTotalSeconds())
                : zone.getId();
    }

    private static String ofInterval(String text, String value) {
        SqlInterval interval = (SqlInterval) SqlTypes.INTERVAL.parse(text, -1, TextFormat.DEFAULT);
        if (interval.months() != 0) {
            throw invalid(value).withDetail("Cannot specify months in time zone interval.");
        }
        if (interval.days() != 0) {
            throw invalid(value).withDetail("Cannot specify days in time zone interval.");
        }
        return ofOffset(interval.micros() / 1_000_000, value);
    }

    private static String ofOffset(long secondsEast, String value) {
        if (Math.abs(secondsEast) > ZoneOffset.MAX.getTotalSeconds()) {
            throw invalid(value).withDetail("UTC timezone offset is out of range.");
        }
        return TimeZones.posixName((int) secondsEast);
    }

    private static SqlStateException invalid(String value) {
        return new SqlStateException(
                SqlState.INVALID_PARAMETER_VALUE, "invalid value for parameter \"TimeZone\": \"" + value + "\"");
    }
}
