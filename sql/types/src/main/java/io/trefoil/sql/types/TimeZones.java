package io.trefoil.sql.types;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Time zones by name in any case: the IANA database's, and POSIX forms of a fixed offset such as {@code UTC+3} or
 * {@code <-03>3}, whose sign counts west of UTC. POSIX forms with daylight saving rules are not known.
 */
public final class TimeZones {
    private static final int HOURS_PER_WEEK = 168;
    /** Names of the database; a zone itself is made when it is asked for, since making them all delays a start. */
    private static final Map<String, String> BY_LOWER_NAME = new HashMap<>();

    private static final Map<String, ZoneId> ZONES = new ConcurrentHashMap<>();

    static {
        for (String name : ZoneId.getAvailableZoneIds()) {
            if (!name.startsWith("SystemV/")) {
                BY_LOWER_NAME.put(name.toLowerCase(Locale.ROOT), name);
            }
        }
        // Java keeps these three IANA names apart as short ids
        ZONES.put("est", ZoneOffset.ofHours(-5));
        ZONES.put("mst", ZoneOffset.ofHours(-7));
        ZONES.put("hst", ZoneOffset.ofHours(-10));
        BY_LOWER_NAME.putIfAbsent("roc", "Asia/Taipei");
    }

    private TimeZones() {}

    /** The name of a fixed offset, as PostgreSQL makes it of a number of hours: {@code <+05:30>-05:30}. */
    public static String posixName(int secondsEast) {
        int seconds = Math.abs(secondsEast);
        String digits = String.format(Locale.ROOT, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60)
                .replaceFirst("(:00){1,2}$", "");
        return secondsEast < 0 ? "<-" + digits + ">+" + digits : "<+" + digits + ">-" + digits;
    }

    /** A name that was found, as PostgreSQL spells it: a zone of the database as there, a POSIX form in capitals. */
    public static String spelling(String name, ZoneId zone) {
        return zone.getId().equalsIgnoreCase(name) ? zone.getId() : name.toUpperCase(Locale.ROOT);
    }

    /** The zone of a name; empty when there is none. Fixed offsets are {@link ZoneOffset}s. */
    public static Optional<ZoneId> find(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        ZoneId zone = ZONES.get(lower);
        if (zone != null) {
            return Optional.of(zone);
        }
        String id = BY_LOWER_NAME.get(lower);
        return id == null ? posixOffset(lower) : Optional.of(ZONES.computeIfAbsent(lower, any -> ZoneId.of(id)));
    }

    /** An abbreviation (any characters but digits, comma and signs, or anything in angle brackets) and hours west. */
    private static Optional<ZoneId> posixOffset(String name) {
        int at = 0;
        if (name.startsWith("<")) {
            at = name.indexOf('>') + 1;
            if (at == 0) {
                return Optional.empty();
            }
        } else {
            while (at < name.length() && !AsciiText.isDigit(name.charAt(at)) && ",-+".indexOf(name.charAt(at)) < 0) {
                at++;
            }
        }
        boolean east = at < name.length() && name.charAt(at) == '-';
        if (at < name.length() && (name.charAt(at) == '-' || name.charAt(at) == '+')) {
            at++;
        }
        String[] parts = name.substring(at).split(":", -1);
        if (parts.length > 3) {
            return Optional.empty();
        }
        int seconds = 0;
        int unit = 3600;
        for (String part : parts) {
            int value = digits(part);
            if (value < 0 || value >= (unit == 3600 ? HOURS_PER_WEEK : 60)) {
                return Optional.empty();
            }
            seconds += value * unit;
            unit /= 60;
        }
        return offset(east ? seconds : -seconds);
    }

    private static int digits(String part) {
        if (part.isEmpty() || part.length() > 3) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < part.length(); i++) {
            if (!AsciiText.isDigit(part.charAt(i))) {
                return -1;
            }
            value = value * 10 + part.charAt(i) - '0';
        }
        return value;
    }

    private static Optional<ZoneId> offset(int seconds) {
        try {
            return Optional.of(ZoneOffset.ofTotalSeconds(seconds));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
