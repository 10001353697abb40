package io.trefoil.sql.records.key;

import io.trefoil.sql.types.SqlInterval;
import io.trefoil.sql.types.TimeWithZone;

/** interval and timetz. */
final class TimeKeys {
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    /**
     * interval by its length, a month being 30 days: whole days (8 bytes, sign flipped), then the microseconds of the rest
     * (8 bytes). Lossy: {@code 1 mon} equals {@code 30 days}.
     */
    static final KeyCodec INTERVAL = new KeyCodec(16, false) {
        @Override
        void write(Object value, KeyWriter out) {
            SqlInterval interval = (SqlInterval) value;
            long days = interval.months() * 30L + interval.days() + Math.floorDiv(interval.micros(), MICROS_PER_DAY);
            out.putLong(days ^ Long.MIN_VALUE);
            out.putLong(Math.floorMod(interval.micros(), MICROS_PER_DAY));
        }

        @Override
        Object read(KeyReader in) {
            long days = in.readLong() ^ Long.MIN_VALUE;
            int months = toInt(days / 30);
            int restOfDays = toInt(days - months * 30L);
            long beyond = days - months * 30L - restOfDays;
            return new SqlInterval(months, restOfDays, beyond * MICROS_PER_DAY + in.readLong());
        }
    };

    /** timetz: the time in UTC (8 bytes, sign flipped), then the zone, east before west (4 bytes). */
    static final KeyCodec TIMETZ = new KeyCodec(12, true) {
        @Override
        void write(Object value, KeyWriter out) {
            TimeWithZone time = (TimeWithZone) value;
            out.putLong(time.utcMicros() ^ Long.MIN_VALUE);
            out.putInt(-time.offsetSeconds() ^ Integer.MIN_VALUE);
        }

        @Override
        Object read(KeyReader in) {
            long utcMicros = in.readLong() ^ Long.MIN_VALUE;
            int offset = -(in.readInt() ^ Integer.MIN_VALUE);
            return new TimeWithZone(utcMicros + offset * 1_000_000L, offset);
        }
    };

    private TimeKeys() {}

    /** The nearest int. */
    private static int toInt(long value) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
    }
}
