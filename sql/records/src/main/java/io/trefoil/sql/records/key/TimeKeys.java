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
      return new SqlInterval((int) (days / 30), (int) (days % 30), in.readLong());
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
}
