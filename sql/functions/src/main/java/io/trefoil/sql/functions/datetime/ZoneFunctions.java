package io.trefoil.sql.functions.datetime;

import static io.trefoil.sql.functions.FunctionFamily.binary;

import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionErrors;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.functions.calendar.LocalTimes;
import io.trefoil.sql.functions.calendar.TimeZones;
import io.trefoil.sql.types.SqlInterval;
import io.trefoil.sql.types.SqlTypes;
import io.trefoil.sql.types.TextFormat;
import io.trefoil.sql.types.TimeWithZone;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** AT TIME ZONE: timezone(zone, value), the zone given by name or as an interval. */
public final class ZoneFunctions implements FunctionFamily {
  @Override
  public void define(Definitions d) {
    binary(d, "timezone(text,timestamp)", (zone, local) -> LocalTimes.toUtc((long) local, zone((String) zone)));
    binary(d, "timezone(text,timestamptz)", (zone, instant) ->
        LocalTimes.toLocal((long) instant, zone((String) zone)));
    FunctionFamily.general(d, "timezone(text,timetz)", (context, arguments) -> {
      ZoneId zone = zone(Arguments.text(arguments, 0));
      int offset = LocalTimes.offsetOfInstant(context.transactionStartMicros(), zone);
      return moved((TimeWithZone) Arguments.value(arguments, 1), offset);
    });
    binary(d, "timezone(interval,timestamp)", (zone, local) ->
        LocalTimes.toUtc((long) local, zone((SqlInterval) zone)));
    binary(d, "timezone(interval,timestamptz)", (zone, instant) ->
        LocalTimes.toLocal((long) instant, zone((SqlInterval) zone)));
    binary(d, "timezone(interval,timetz)", (zone, time) ->
        moved((TimeWithZone) time, zone((SqlInterval) zone).getTotalSeconds()));
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
    } catch (java.time.DateTimeException e) {
      throw FunctionErrors.invalidParameter("time zone \"" + name + "\" not recognized");
    }
  }

  static ZoneId zone(String name) {
    return TimeZones.find(name)
        .orElseThrow(() -> FunctionErrors.invalidParameter("time zone \"" + name + "\" not recognized"));
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
