package io.trefoil.sql.functions.calendar;

import io.trefoil.sql.functions.text.CaseFunctions;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Time zones by the names AT TIME ZONE takes: IANA names in any case and POSIX offsets such as UTC+3 (west). */
public final class TimeZones {
  private static final Map<String, ZoneId> BY_LOWER_NAME = new HashMap<>();
  private static final Pattern POSIX = Pattern.compile("(?:[a-z]*|<[^>]*>)([+-]?)(\\d{1,3})(?::(\\d\\d))?(?::(\\d\\d))?");

  static {
    for (String name : ZoneId.getAvailableZoneIds()) {
      BY_LOWER_NAME.put(CaseFunctions.lower(name), ZoneId.of(name));
    }
    for (String name : new String[] {"utc", "z", "zulu", "gmt", "ut"}) {
      BY_LOWER_NAME.put(name, ZoneOffset.UTC);
    }
  }

  private TimeZones() {}

  public static Optional<ZoneId> find(String name) {
    String lower = CaseFunctions.lower(name);
    ZoneId zone = BY_LOWER_NAME.get(lower);
    return zone != null ? Optional.of(zone) : posixOffset(lower);
  }

  private static Optional<ZoneId> posixOffset(String name) {
    Matcher matcher = POSIX.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int seconds = Integer.parseInt(matcher.group(2)) * 3600 + number(matcher.group(3)) * 60 + number(matcher.group(4));
    try {
      return Optional.of(ZoneOffset.ofTotalSeconds("-".equals(matcher.group(1)) ? seconds : -seconds));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int number(@org.jspecify.annotations.Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
