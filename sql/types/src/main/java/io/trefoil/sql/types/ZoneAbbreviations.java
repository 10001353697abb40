package io.trefoil.sql.types;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Abbreviations of time zones: those accepted in input, with what they mean, and those a zone prints. Java's own names
 * differ from the IANA database's, so both lists are resources (their formats are described in their first lines).
 */
public final class ZoneAbbreviations {
    /** Transitions to look at when a zone's history is searched for an abbreviation. */
    private static final int TRANSITIONS_MAX = 400;

    private static final Map<String, Meaning> INPUT = new HashMap<>();
    private static final Map<String, Map<Integer, String>> PRINTED = new HashMap<>();

    static {
        readLines("zone-abbreviations-input.txt", ZoneAbbreviations::addMeaning);
        readLines("zone-abbreviations.txt", ZoneAbbreviations::addPrinted);
    }

    /**
     * What an abbreviation means in input.
     *
     * @param offsetSeconds seconds east of UTC, when {@code zone} is null
     * @param daylight whether it names daylight saving time
     * @param zone the zone whose history gives the offset, for abbreviations that changed their meaning
     */
    public record Meaning(
            int offsetSeconds, boolean daylight, @Nullable ZoneId zone) {}

    private ZoneAbbreviations() {}

    private static void readLines(String resource, Consumer<String> line) {
        InputStream stream = ZoneAbbreviations.class.getResourceAsStream(resource);
        if (stream == null) {
            throw new IllegalStateException("missing resource " + resource);
        }
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            reader.lines().filter(text -> !text.startsWith("#")).forEach(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void addMeaning(String line) {
        String[] parts = line.split(" ", -1);
        String name = parts[0].toLowerCase(Locale.ROOT);
        if (AsciiText.isAlpha(parts[1].charAt(0))) {
            TimeZones.find(parts[1]).ifPresent(zone -> INPUT.put(name, new Meaning(0, false, zone)));
        } else {
            INPUT.put(name, new Meaning(Integer.parseInt(parts[1]), parts.length > 2, null));
        }
    }

    private static void addPrinted(String line) {
        int bar = line.indexOf('|');
        Map<Integer, String> byOffset = new HashMap<>();
        for (String pair : line.substring(bar + 1).split(";", -1)) {
            String[] parts = pair.split(" ", -1);
            int offset = Integer.parseInt(parts[0]);
            if (parts.length == 2 || parts[2].equals("S")) {
                byOffset.put(key(offset, false), parts[1]);
            }
            if (parts.length == 2 || parts[2].equals("D")) {
                byOffset.put(key(offset, true), parts[1]);
            }
        }
        for (String zone : line.substring(0, bar).split(" ", -1)) {
            PRINTED.put(zone, byOffset);
        }
    }

    private static int key(int offsetSeconds, boolean daylight) {
        return offsetSeconds * 2 + (daylight ? 1 : 0);
    }

    /** The meaning of a lower-case abbreviation in input. */
    public static Optional<Meaning> find(String lowerName) {
        return Optional.ofNullable(INPUT.get(lowerName));
    }

    /** What a zone prints at an instant when its offset is known, such as PST; null when it has no abbreviation. */
    public static @Nullable String printed(ZoneId zone, int offsetSeconds, Instant instant) {
        Map<Integer, String> byOffset = PRINTED.get(zone.getId());
        if (byOffset != null) {
            return byOffset.get(key(offsetSeconds, zone.getRules().isDaylightSavings(instant)));
        }
        return offsetSeconds == 0 && zone.getRules().isFixedOffset() ? "UTC" : null;
    }

    /**
     * The offset in seconds that an abbreviation meant in a zone at an instant: its last meaning up to then, else its
     * first one after, else the zone's offset at the instant.
     */
    public static int offset(ZoneId zone, String abbreviation, Instant instant) {
        String name = abbreviation.toUpperCase(Locale.ROOT);
        ZoneRules rules = zone.getRules();
        int current = rules.getOffset(instant).getTotalSeconds();
        if (name.equals(printed(zone, current, instant))) {
            return current;
        }
        Instant at = instant.plusSeconds(1);
        for (int i = 0; i < TRANSITIONS_MAX; i++) {
            ZoneOffsetTransition transition = rules.previousTransition(at);
            if (transition == null) {
                break;
            }
            at = transition.getInstant();
            int before = transition.getOffsetBefore().getTotalSeconds();
            if (name.equals(printed(zone, before, at.minusSeconds(1)))) {
                return before;
            }
        }
        at = instant;
        for (int i = 0; i < TRANSITIONS_MAX; i++) {
            ZoneOffsetTransition transition = rules.nextTransition(at);
            if (transition == null) {
                break;
            }
            at = transition.getInstant();
            int after = transition.getOffsetAfter().getTotalSeconds();
            if (name.equals(printed(zone, after, at))) {
                return after;
            }
        }
        return current;
    }
}
