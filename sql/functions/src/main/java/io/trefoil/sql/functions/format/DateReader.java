package io.trefoil.sql.functions.format;

import io.trefoil.sql.functions.format.DateTemplate.Calendar;
import io.trefoil.sql.functions.format.DateTemplate.Element;
import io.trefoil.sql.functions.format.DateTemplate.Field;
import io.trefoil.sql.functions.format.DateTemplate.Literal;
import io.trefoil.sql.functions.format.DateTemplate.Placeholder;
import io.trefoil.sql.functions.text.CaseFunctions;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.List;

/** Reads the fields of a text by a template: the first half of to_date and to_timestamp. */
final class DateReader {
    private static final List<String> HALF_DAYS = List.of("am", "pm");
    private static final List<String> HALF_DAYS_POINTS = List.of("a.m.", "p.m.");
    private static final List<String> ERAS = List.of("ad", "bc");
    private static final List<String> ERAS_POINTS = List.of("a.d.", "b.c.");

    private final String text;
    private final List<Element> elements;
    private final ReadFields fields = new ReadFields();
    private int at;
    /** FX: blanks are not skipped. */
    private boolean exact;
    /** Characters skipped beyond what the template asked for. */
    private int skipped;

    private DateReader(String text, DateTemplate template) {
        this.text = text;
        this.elements = template.elements;
    }

    static ReadFields read(String text, DateTemplate template) {
        DateReader reader = new DateReader(text, template);
        reader.readAll();
        return reader.fields;
    }

    private void readAll() {
        for (int i = 0; i < elements.size() && at < text.length(); i++) {
            Element element = elements.get(i);
            boolean field = element instanceof Placeholder;
            boolean switchToExact = element instanceof Placeholder p && p.field() == Field.FX;
            if (!exact && !switchToExact && (field || i == 0)) {
                skipBlanks();
            }
            switch (element) {
                case DateTemplate.Text literal -> literal(literal.kind());
                case Placeholder placeholder -> {
                    fields.useCalendar(placeholder.field().calendar);
                    read(placeholder, i);
                    if (!exact) {
                        skipped = 0;
                        skipBlanks();
                    }
                }
            }
        }
    }

    private void skipBlanks() {
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
            skipped++;
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    private void literal(Literal kind) {
        boolean separator = kind == Literal.SPACE || kind == Literal.SEPARATOR;
        if (exact || !separator && skipped <= 0) {
            if (at < text.length()) {
                at += Character.charCount(text.codePointAt(at));
            }
        } else if (!separator) {
            skipped--;
        } else {
            skipped--;
            if (at < text.length() && (isBlank(text.charAt(at)) || DateTemplate.isSeparator(text.charAt(at)))) {
                at++;
                skipped++;
            }
        }
    }

    private void read(Placeholder p, int index) {
        switch (p.field()) {
            case FX -> exact = true;
            case HALF_DAY -> halfDay(p, HALF_DAYS);
            case HALF_DAY_POINTS -> halfDay(p, HALF_DAYS_POINTS);
            case ERA -> fields.beforeChrist = fields.set(fields.beforeChrist, choice(p, ERAS), p.name());
            case ERA_POINTS -> fields.beforeChrist = fields.set(fields.beforeChrist, choice(p, ERAS_POINTS), p.name());
            case HH12 -> {
                fields.hour = fields.set(fields.hour, number(p, index, 2), p.name());
                fields.twelveHourClock = true;
            }
            case HH24 -> fields.hour = fields.set(fields.hour, number(p, index, 2), p.name());
            case MI -> fields.minute = fields.set(fields.minute, number(p, index, 2), p.name());
            case SS -> fields.second = fields.set(fields.second, number(p, index, 2), p.name());
            case SSSSS ->
                fields.secondsOfDay = fields.set(
                        fields.secondsOfDay, number(p, index, p.name().length()), p.name());
            case MS -> fields.millis = fraction(p, index, fields.millis, 3);
            case US -> fields.micros = fraction(p, index, fields.micros, 6);
            case FF1, FF2, FF3, FF4, FF5, FF6 -> {
                int digits = p.name().charAt(2) - '0';
                fields.fractionDigits = digits;
                int start = at;
                int value = fields.set(fields.micros, number(p, index, digits), p.name());
                fields.micros = scaled(value, at - start, 6);
            }
            case TZ, OF ->
                throw new SqlStateException(
                        SqlState.FEATURE_NOT_SUPPORTED,
                        "formatting field \"" + p.name() + "\" is only supported in to_char");
            case TZH -> {
                zoneSign();
                fields.zoneHour = fields.set(fields.zoneHour, number(p, index, 2), p.name());
            }
            case TZM -> {
                fields.zoneSign = fields.zoneSign == 0 ? 1 : fields.zoneSign;
                fields.zoneMinute = fields.set(fields.zoneMinute, number(p, index, 2), p.name());
            }
            case MONTH -> fields.month = fields.set(fields.month, choice(p, CalendarNames.MONTHS) + 1, p.name());
            case MON -> fields.month = fields.set(fields.month, choice(p, CalendarNames.MONTHS_SHORT) + 1, p.name());
            case RM -> fields.month = fields.set(fields.month, romanMonth(p), p.name());
            case MM -> fields.month = fields.set(fields.month, number(p, index, 2), p.name());
            case DAY -> fields.dayOfWeek = fields.set(fields.dayOfWeek, choice(p, CalendarNames.DAYS), p.name()) + 1;
            case DY ->
                fields.dayOfWeek = fields.set(fields.dayOfWeek, choice(p, CalendarNames.DAYS_SHORT), p.name()) + 1;
            case DDD, IDDD -> fields.dayOfYear = fields.set(fields.dayOfYear, number(p, index, 3), p.name());
            case DD -> fields.day = fields.set(fields.day, number(p, index, 2), p.name());
            case D -> fields.dayOfWeek = fields.set(fields.dayOfWeek, number(p, index, 1), p.name());
            case ID -> {
                int day = fields.set(fields.dayOfWeek, number(p, index, 1), p.name()) + 1;
                fields.dayOfWeek = day > 7 ? 1 : day;
            }
            case WW, IW -> fields.week = fields.set(fields.week, number(p, index, 2), p.name());
            case W -> fields.weekOfMonth = fields.set(fields.weekOfMonth, number(p, index, 1), p.name());
            case Q -> number(p, index, 1);
            case CC -> fields.century = fields.set(fields.century, number(p, index, 2), p.name());
            case J -> fields.julian = fields.set(fields.julian, number(p, index, 1), p.name());
            case Y_YYY -> thousands(p);
            case YYYY, IYYY -> year(p, index, 4);
            case YYY, IYY -> year(p, index, 3);
            case YY, IY -> year(p, index, 2);
            case Y, I -> year(p, index, 1);
        }
        if (p.field().numeric && !p.ordinal().isEmpty()) {
            skipOrdinal();
        }
    }

    private void skipOrdinal() {
        for (int i = 0; i < 2 && at < text.length(); i++) {
            at += Character.charCount(text.codePointAt(at));
        }
    }

    private void halfDay(Placeholder p, List<String> names) {
        fields.afternoon = fields.set(fields.afternoon, choice(p, names), p.name());
        fields.twelveHourClock = true;
    }

    /** The index of the name that comes next, in any case. */
    private int choice(Placeholder p, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (text.length() - at >= name.length()
                    && CaseFunctions.lower(text.substring(at, at + name.length()))
                            .equals(CaseFunctions.lower(name))) {
                at += name.length();
                return i;
            }
        }
        int end = at;
        while (end < text.length() && !isBlank(text.charAt(end))) {
            end++;
        }
        throw invalid("invalid value \"" + text.substring(at, end) + "\" for \"" + p.name() + "\"")
                .withDetail("The given value did not match any of the allowed values for this field.");
    }

    /** Longer numerals first, so that VIII is not read as V. */
    private int romanMonth(Placeholder p) {
        return 12 - choice(p, CalendarNames.MONTHS_ROMAN.reversed());
    }

    private void zoneSign() {
        char c = at < text.length() ? text.charAt(at) : 0;
        if (c == '+' || c == '-' || c == ' ') {
            fields.zoneSign = c == '-' ? -1 : 1;
            at++;
        } else {
            fields.zoneSign = skipped > 0 && text.charAt(at - 1) == '-' ? -1 : 1;
        }
    }

    private int fraction(Placeholder p, int index, int current, int digits) {
        int start = at;
        int value = fields.set(current, number(p, index, digits), p.name());
        return scaled(value, at - start, digits);
    }

    /** 25 read by MS is a quarter of a second. */
    private static int scaled(int value, int read, int digits) {
        int result = value;
        for (int i = read; i < digits; i++) {
            result *= 10;
        }
        return result;
    }

    private void thousands(Placeholder p) {
        int comma = text.indexOf(',', at);
        int end = comma + 1;
        while (comma >= 0 && end < text.length() && end < comma + 4 && Character.isDigit(text.charAt(end))) {
            end++;
        }
        try {
            int thousands =
                    Integer.parseInt(text.substring(at, Math.max(comma, at)).strip());
            int rest = Integer.parseInt(text.substring(comma + 1, end));
            fields.year = fields.set(fields.year, thousands * 1000 + rest, p.name());
            fields.yearDigits = 4;
            at = end;
        } catch (NumberFormatException e) {
            throw invalid("invalid input string for \"Y,YYY\"");
        }
    }

    private void year(Placeholder p, int index, int digits) {
        int start = at;
        int year = number(p, index, digits);
        boolean partial = digits < 4 && at - start < 4;
        fields.year = fields.set(fields.year, year, p.name());
        if (partial) {
            fields.year = nearest2020(fields.year);
        }
        fields.yearDigits = digits;
    }

    /** Years of two or three digits mean the year nearest to 2020 (PostgreSQL docs, usage notes of to_date). */
    private static int nearest2020(int year) {
        if (year < 70) {
            return year + 2000;
        }
        if (year < 100) {
            return year + 1900;
        }
        if (year < 520) {
            return year + 2000;
        }
        return year < 1000 ? year + 1000 : year;
    }

    /** An integer: all its digits in fill mode or before something that is no digit, else as many as the field has. */
    private int number(Placeholder p, int index, int length) {
        int start = at;
        skipBlanksUncounted();
        if (p.fillMode() || separatorFollows(p, index)) {
            return wholeNumber(p, start, text.length());
        }
        int remaining = text.length() - at;
        if (remaining < length) {
            throw invalid("source string too short for \"" + p.name() + "\" formatting field")
                    .withDetail("Field requires " + length + " characters, but only " + remaining + " remain.")
                    .withHint("If your source string is not fixed-width, try using the \"FM\" modifier.");
        }
        int from = at;
        int value = wholeNumber(p, start, at + length);
        if (at - from < length) {
            throw invalid("invalid value \"" + text.substring(from, from + length) + "\" for \"" + p.name() + "\"")
                    .withDetail(
                            "Field requires " + length + " characters, but only " + (at - from) + " could be parsed.")
                    .withHint("If your source string is not fixed-width, try using the \"FM\" modifier.");
        }
        return value;
    }

    private void skipBlanksUncounted() {
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
    }

    private int wholeNumber(Placeholder p, int start, int limit) {
        int from = at;
        int end = from;
        while (end < limit && isBlank(text.charAt(end))) {
            end++;
        }
        if (end < limit && (text.charAt(end) == '-' || text.charAt(end) == '+')) {
            end++;
        }
        int digitsFrom = end;
        while (end < limit && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        if (end == digitsFrom) {
            int shownEnd = Math.min(text.length(), limit == text.length() ? text.length() : limit);
            at = start;
            throw invalid("invalid value \"" + text.substring(from, shownEnd) + "\" for \"" + p.name() + "\"")
                    .withDetail("Value must be an integer.");
        }
        at = end;
        try {
            return Integer.parseInt(text.substring(from, end).strip());
        } catch (NumberFormatException e) {
            throw new SqlStateException(
                            SqlState.DATETIME_FIELD_OVERFLOW,
                            "value for \"" + p.name() + "\" in source string is out of range")
                    .withDetail("Value must be in the range -2147483648 to 2147483647.");
        }
    }

    private boolean separatorFollows(Placeholder p, int index) {
        if (!p.ordinal().isEmpty() || index + 1 >= elements.size()) {
            return true;
        }
        return switch (elements.get(index + 1)) {
            case Placeholder next -> !next.field().numeric;
            case DateTemplate.Text literal -> !(literal.character() >= '0' && literal.character() <= '9');
        };
    }

    private static SqlStateException invalid(String message) {
        return new SqlStateException(SqlState.INVALID_DATETIME_FORMAT, message);
    }

    /** What was read; 0 stands for a field that was not. */
    static final class ReadFields {
        Calendar calendar = Calendar.NONE;
        int hour;
        int afternoon;
        int minute;
        int second;
        int secondsOfDay;
        int dayOfWeek;
        int day;
        int dayOfYear;
        int month;
        int millis;
        int year;
        int beforeChrist;
        int week;
        int weekOfMonth;
        int century;
        int julian;
        int micros;
        int yearDigits;
        boolean twelveHourClock;
        int zoneSign;
        int zoneHour;
        int zoneMinute;
        int fractionDigits;

        void useCalendar(Calendar used) {
            if (used == Calendar.NONE || used == calendar) {
                return;
            }
            if (calendar != Calendar.NONE) {
                throw invalid("invalid combination of date conventions")
                        .withHint("Do not mix Gregorian and ISO week date conventions in a formatting template.");
            }
            calendar = used;
        }

        int set(int current, int value, String name) {
            if (current != 0 && current != value) {
                throw invalid("conflicting values for \"" + name + "\" field in formatting string")
                        .withDetail("This value contradicts a previous setting for the same field type.");
            }
            return value;
        }
    }
}
