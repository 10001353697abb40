package io.trefoil.sql.types;

/**
 * A timetz: a time of day and its zone's offset. Ordered by the instant in UTC, then by the offset, as PostgreSQL does:
 * of two equal instants the one with the greater offset to the east comes first.
 *
 * @param micros local time of day in microseconds, 0..86400000000
 * @param offsetSeconds seconds east of UTC (PostgreSQL's binary form holds the negated value)
 */
public record TimeWithZone(long micros, int offsetSeconds) implements Comparable<TimeWithZone> {
    /** The time of day in UTC, not wrapped into one day. */
    public long utcMicros() {
        return micros - offsetSeconds * 1_000_000L;
    }

    @Override
    public int compareTo(TimeWithZone other) {
        int order = Long.compare(utcMicros(), other.utcMicros());
        return order != 0 ? order : Integer.compare(other.offsetSeconds, offsetSeconds);
    }
}
