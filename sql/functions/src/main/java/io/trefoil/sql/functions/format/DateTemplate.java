package io.trefoil.sql.functions.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A template for dates and times (PostgreSQL docs, "Template Patterns for Date/Time Formatting"). */
final class DateTemplate {
    /** Which calendar a field belongs to; fields of the two must not be mixed in input. */
    enum Calendar {
        NONE,
        GREGORIAN,
        ISO_WEEK
    }

    /** A field, named by its upper-case pattern. */
    enum Field {
        ERA_POINTS(false, Calendar.NONE, "A.D.", "a.d.", "B.C.", "b.c."),
        HALF_DAY_POINTS(false, Calendar.NONE, "A.M.", "a.m.", "P.M.", "p.m."),
        ERA(false, Calendar.NONE, "AD", "ad", "BC", "bc"),
        HALF_DAY(false, Calendar.NONE, "AM", "am", "PM", "pm"),
        CC(true, Calendar.NONE, "CC", "cc"),
        DAY(false, Calendar.NONE, "DAY", "Day", "day"),
        DDD(true, Calendar.GREGORIAN, "DDD", "ddd"),
        DD(true, Calendar.GREGORIAN, "DD", "dd"),
        DY(false, Calendar.NONE, "DY", "Dy", "dy"),
        D(true, Calendar.GREGORIAN, "D", "d"),
        FF1(true, Calendar.NONE, "FF1", "ff1"),
        FF2(true, Calendar.NONE, "FF2", "ff2"),
        FF3(true, Calendar.NONE, "FF3", "ff3"),
        FF4(true, Calendar.NONE, "FF4", "ff4"),
        FF5(true, Calendar.NONE, "FF5", "ff5"),
        FF6(true, Calendar.NONE, "FF6", "ff6"),
        FX(false, Calendar.NONE, "FX", "fx"),
        HH24(true, Calendar.NONE, "HH24", "hh24"),
        HH12(true, Calendar.NONE, "HH12", "hh12", "HH", "hh"),
        IDDD(true, Calendar.ISO_WEEK, "IDDD", "iddd"),
        ID(true, Calendar.ISO_WEEK, "ID", "id"),
        IW(true, Calendar.ISO_WEEK, "IW", "iw"),
        IYYY(true, Calendar.ISO_WEEK, "IYYY", "iyyy"),
        IYY(true, Calendar.ISO_WEEK, "IYY", "iyy"),
        IY(true, Calendar.ISO_WEEK, "IY", "iy"),
        I(true, Calendar.ISO_WEEK, "I", "i"),
        J(true, Calendar.NONE, "J", "j"),
        MI(true, Calendar.NONE, "MI", "mi"),
        MM(true, Calendar.GREGORIAN, "MM", "mm"),
        MONTH(false, Calendar.GREGORIAN, "MONTH", "Month", "month"),
        MON(false, Calendar.GREGORIAN, "MON", "Mon", "mon"),
        MS(true, Calendar.NONE, "MS", "ms"),
        OF(false, Calendar.NONE, "OF", "of"),
        Q(true, Calendar.NONE, "Q", "q"),
        RM(false, Calendar.GREGORIAN, "RM", "rm"),
        SSSSS(true, Calendar.NONE, "SSSSS", "sssss", "SSSS", "ssss"),
        SS(true, Calendar.NONE, "SS", "ss"),
        TZH(false, Calendar.NONE, "TZH", "tzh"),
        TZM(true, Calendar.NONE, "TZM", "tzm"),
        TZ(false, Calendar.NONE, "TZ", "tz"),
        US(true, Calendar.NONE, "US", "us"),
        WW(true, Calendar.GREGORIAN, "WW", "ww"),
        W(true, Calendar.GREGORIAN, "W", "w"),
        Y_YYY(true, Calendar.GREGORIAN, "Y,YYY", "y,yyy"),
        YYYY(true, Calendar.GREGORIAN, "YYYY", "yyyy"),
        YYY(true, Calendar.GREGORIAN, "YYY", "yyy"),
        YY(true, Calendar.GREGORIAN, "YY", "yy"),
        Y(true, Calendar.GREGORIAN, "Y", "y");

        final boolean numeric;
        final Calendar calendar;
        private final String[] names;

        Field(boolean numeric, Calendar calendar, String... names) {
            this.numeric = numeric;
            this.calendar = calendar;
            this.names = names;
        }
    }

    /** What a literal character is to the reader. */
    enum Literal {
        SPACE,
        SEPARATOR,
        CHARACTER,
        QUOTED
    }

    /** One element of a template. */
    sealed interface Element {}

    /**
     * A field.
     *
     * @param name as written, whose case matters for texts
     * @param fillMode FM: no padding
     * @param ordinal th or TH, or empty
     */
    record Placeholder(Field field, String name, boolean fillMode, boolean localized, String ordinal)
            implements Element {}

    /** A character to copy. */
    record Text(Literal kind, int character) implements Element {}

    private static final int NAME_LENGTH_MAX = 5;
    private static final Map<String, Field> BY_NAME = byName();

    final List<Element> elements = new ArrayList<>();

    DateTemplate(String template) {
        int at = 0;
        while (at < template.length()) {
            int count = elements.size();
            at = placeholder(template, at);
            if (elements.size() == count && at < template.length()) {
                at = TemplateText.read(
                        template,
                        at,
                        c -> elements.add(new Text(Literal.QUOTED, c)),
                        c -> elements.add(new Text(kind(c), c)));
            }
        }
    }

    private static Map<String, Field> byName() {
        Map<String, Field> map = new HashMap<>();
        for (Field field : Field.values()) {
            for (String name : field.names) {
                map.put(name, field);
            }
        }
        return Map.copyOf(map);
    }

    private static Literal kind(int c) {
        if (isSeparator(c)) {
            return Literal.SEPARATOR;
        }
        return c == ' ' || c >= '\t' && c <= '\r' ? Literal.SPACE : Literal.CHARACTER;
    }

    /** Printable ASCII that is neither letter nor digit. */
    static boolean isSeparator(int c) {
        boolean alphanumeric = c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
        return c > ' ' && c < 127 && !alphanumeric;
    }

    /** Adds a field with its prefix and suffix, if one comes next; returns the position after it or after the prefix. */
    private int placeholder(String template, int from) {
        int at = from;
        boolean fillMode = false;
        boolean localized = false;
        if (startsWithEither(template, at, "FM", "fm")) {
            fillMode = true;
            at += 2;
        } else if (startsWithEither(template, at, "TM", "tm")) {
            localized = true;
            at += 2;
        }
        String name = nameAt(template, at);
        if (name == null) {
            return at;
        }
        at += name.length();
        String ordinal = "";
        if (startsWithEither(template, at, "TH", "th")) {
            ordinal = template.substring(at, at + 2);
            at += 2;
        } else if (startsWithEither(template, at, "SP", "sp")) {
            at += 2;
        }
        elements.add(new Placeholder(BY_NAME.getOrDefault(name, Field.D), name, fillMode, localized, ordinal));
        return at;
    }

    private static boolean startsWithEither(String template, int at, String upper, String lower) {
        return template.startsWith(upper, at) || template.startsWith(lower, at);
    }

    private static @Nullable String nameAt(String template, int at) {
        for (int length = Math.min(NAME_LENGTH_MAX, template.length() - at); length > 0; length--) {
            String name = template.substring(at, at + length);
            if (BY_NAME.containsKey(name)) {
                return name;
            }
        }
        return null;
    }
}
