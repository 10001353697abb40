package io.trefoil.sql.types;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Between local time and UTC. Timestamps are microseconds since 2000-01-01 00:00, dates are days since that day;
 * Long and Integer MIN_VALUE and MAX_VALUE are the infinities and stay what they are. A local time that a zone skips
 * takes the offset before the gap, one that happens twice takes the offset after it (PostgreSQL docs, "Invalid or
 * Ambiguous Timestamps").
 */
public final class LocalTimes {
    public static final long MICROS_PER_SECOND = 1_000_000L;
    public static final long MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;
    public static final long MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE;
    public static final long MICROS_PER_DAY = 24 * MICROS_PER_HOUR;
    /** 2000-01-01 in seconds since 1970-01-01. */
    public static final long UNIX_EPOCH_SHIFT_SECONDS = 946_684_800L;
    /** Days from 1970-01-01 to 2000-01-01. */
    public static final int UNIX_EPOCH_SHIFT_DAYS = 10_957;
    /** 4714-11-24 BC: the first day of dates and timestamps. */
    public static final int FIRST_DAY = -2_451_545;
    /** The day after 5874897-12-31, the last date. */
    public static final int END_DAY = 2_145_031_949;

    public static final long FIRST_TIMESTAMP = FIRST_DAY * MICROS_PER_DAY;
    /** The first moment of 294277-01-01, after the last timestamp. */
    public static final long END_TIMESTAMP = 9_223_371_331_200_000_000L;

    private LocalTimes() {}

    public static boolean isInfinite(long timestamp) {
        return timestamp == Long.MIN_VALUE || timestamp == Long.MAX_VALUE;
    }

    public static boolean isInfiniteDate(int date) {
        return date == Integer.MIN_VALUE || date == Integer.MAX_VALUE;
    }

    /** Whether a finite timestamp lies in PostgreSQL's range. */
    public static boolean inRange(long timestamp) {
        return timestamp >= FIRST_TIMESTAMP && timestamp < END_TIMESTAMP;
    }

    /** Whether a finite date lies in PostgreSQL's range. */
    public static boolean dateInRange(long days) {
        return days >= FIRST_DAY && days < END_DAY;
    }

    /** The value itself when in range; 22008 naming the type when not. */
    public static long checked(long timestamp, String typeName) {
        if (!inRange(timestamp)) {
            throw new SqlStateException(SqlState.DATETIME_FIELD_OVERFLOW, typeName + " out of range");
        }
        return timestamp;
    }

    /** Midnight of a date; a date after the last timestamp becomes a value above all finite ones. */
    public static long dateMicrosClamped(int date) {
        if (date == Integer.MIN_VALUE) {
            return Long.MIN_VALUE;
        }
        if (date == Integer.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        return date >= END_TIMESTAMP / MICROS_PER_DAY ? Long.MAX_VALUE - 1 : date * MICROS_PER_DAY;
    }

    /** Midnight of a date; 22008 when it is after the last timestamp. */
    public static long dateMicros(int date) {
        long micros = dateMicrosClamped(date);
        if (micros == Long.MAX_VALUE - 1) {
            throw new SqlStateException(SqlState.DATETIME_FIELD_OVERFLOW, "date out of range for timestamp");
        }
        return micros;
    }

    /** UTC of a local time; infinite and out-of-range values stay as they are. */
    public static long toUtcClamped(long local, ZoneId zone) {
        if (isInfinite(local) || !inRange(local)) {
            return local;
        }
        return local - offsetOfLocal(local, zone) * MICROS_PER_SECOND;
    }

    /** UTC of a local time; 22008 when the result leaves the range. */
    public static long toUtc(long local, ZoneId zone) {
        if (isInfinite(local)) {
            return local;
        }
        return checked(toUtcClamped(local, zone), "timestamp");
    }

    /** Local time of an instant; 22008 when the result leaves the range. */
    public static long toLocal(long utc, ZoneId zone) {
        if (isInfinite(utc)) {
            return utc;
        }
        return checked(utc + offsetOfInstant(utc, zone) * MICROS_PER_SECOND, "timestamp");
    }

    /** Seconds east of UTC that a zone uses at an instant. */
    public static int offsetOfInstant(long utc, ZoneId zone) {
        if (zone instanceof ZoneOffset offset) {
            return offset.getTotalSeconds();
        }
        ZoneRules rules = zone.getRules();
        return rules.getOffset(rules.isFixedOffset() ? Instant.EPOCH : instant(utc))
                .getTotalSeconds();
    }

    /** Seconds east of UTC that a zone uses at a finite local time. */
    public static int offsetOfLocal(long local, ZoneId zone) {
        if (zone instanceof ZoneOffset offset) {
            return offset.getTotalSeconds();
        }
        ZoneRules rules = zone.getRules();
        if (rules.isFixedOffset()) {
            return rules.getOffset(Instant.EPOCH).getTotalSeconds();
        }
        long second = Math.floorDiv(local, MICROS_PER_SECOND) + UNIX_EPOCH_SHIFT_SECONDS;
        LocalDateTime dateTime = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
        ZoneOffsetTransition transition = rules.getTransition(dateTime);
        if (transition == null) {
            return rules.getOffset(dateTime).getTotalSeconds();
        }
        return (transition.isGap() ? transition.getOffsetBefore() : transition.getOffsetAfter()).getTotalSeconds();
    }

    /** The instant of a finite timestamp in UTC, without its fraction of a second. */
    static Instant instant(long utc) {
        return Instant.ofEpochSecond(Math.floorDiv(utc, MICROS_PER_SECOND) + UNIX_EPOCH_SHIFT_SECONDS);
    }
}
