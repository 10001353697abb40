package io.trefoil.sql.types;

import io.trefoil.sql.types.DateTimeScanner.Field;
import io.trefoil.sql.types.TextFormat.DateOrder;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The steps that reading a timestamp and reading a time of day share: numbers, dates, times, zones and words become
 * parts of a date and time, each at most once (PostgreSQL docs, appendix B.1). Faults are {@link DateTimeFault}s.
 */
abstract class DateTimeDecoder {
    private static final int DATE_FIELDS_MAX = 25;

    final TextFormat format;
    final List<Field> fields;

    /** Bits of all parts given so far, and those of the current field. */
    int seen;

    int given;

    int year;
    int month;
    int day;
    int hour;
    int minute;
    int second;
    int micros;
    private int dayOfYear;

    /** Seconds east of UTC. */
    int offsetSeconds;

    @Nullable
    ZoneId namedZone;

    @Nullable
    ZoneId abbreviatedZone;

    private String abbreviation = "";

    /** The part that a letter before this field announced, such as the t in 20240102T030405, or null. */
    @Nullable
    DateTimePart prefix;

    boolean textMonth;
    private boolean julian;
    private boolean twoDigitYear;
    private boolean beforeChrist;
    private int meridiem = -1;

    DateTimeDecoder(List<Field> fields, TextFormat format) {
        this.fields = fields;
        this.format = format;
    }

    static boolean hasAll(int bits, int wanted) {
        return (bits & wanted) == wanted;
    }

    /** Ends the reading of one field. */
    void accept() {
        if ((given & seen) != 0) {
            throw DateTimeFault.FORMAT;
        }
        seen |= given;
    }

    /** A date of several parts, such as 1999-01-08 or 8-Jan-1999; words first, as only a month can be one. */
    void decodeDate(String text) {
        String[] parts = new String[DATE_FIELDS_MAX];
        int count = splitDate(text, parts);
        int mask = seen;
        given = 0;
        boolean monthName = false;
        int bits = 0;
        for (int i = 0; i < count; i++) {
            if (AsciiText.isAlpha(parts[i].charAt(0))) {
                DateTimeWord word = DateTimeWord.find(parts[i]);
                if (word != null && word.kind() == DateTimeWord.Kind.IGNORED) {
                    continue;
                }
                if (word == null || word.kind() != DateTimeWord.Kind.MONTH || (mask & FieldBits.MONTH) != 0) {
                    throw DateTimeFault.FORMAT;
                }
                month = word.value();
                monthName = true;
                mask |= FieldBits.MONTH;
                bits |= FieldBits.MONTH;
                parts[i] = "";
            }
        }
        for (int i = 0; i < count; i++) {
            if (parts[i].isEmpty()) {
                continue;
            }
            int keptMicros = micros;
            decodeNumber(parts[i], monthName, mask);
            micros = keptMicros;
            if ((mask & given) != 0) {
                throw DateTimeFault.FORMAT;
            }
            mask |= given;
            bits |= given;
        }
        if ((mask & ~(FieldBits.DAY_OF_YEAR | FieldBits.ZONE)) != FieldBits.DATE) {
            throw DateTimeFault.FORMAT;
        }
        given = bits;
    }

    /** Runs of digits or of letters; whatever character stands behind a run is a separator. */
    private static int splitDate(String text, String[] parts) {
        int count = 0;
        int at = 0;
        while (at < text.length() && count < parts.length) {
            while (at < text.length() && !AsciiText.isAlphanumeric(text.charAt(at))) {
                at++;
            }
            if (at == text.length()) {
                throw DateTimeFault.FORMAT;
            }
            int start = at;
            boolean digits = AsciiText.isDigit(text.charAt(at));
            while (at < text.length()
                    && (digits ? AsciiText.isDigit(text.charAt(at)) : AsciiText.isAlpha(text.charAt(at)))) {
                at++;
            }
            parts[count++] = text.substring(start, at);
            at++;
        }
        return count;
    }

    /** Hours, minutes and perhaps seconds between colons; {@code mm:ss.f} has no hours. */
    void decodeTime(String text) {
        given = FieldBits.TIME;
        TimeFields time = TimeFields.read(text, false);
        if (time.hours() > Integer.MAX_VALUE) {
            throw DateTimeFault.FIELD;
        }
        hour = (int) time.hours();
        minute = time.minutes();
        second = time.seconds();
        micros = time.micros();
    }

    /** One number whose part depends on its width, on what was given before and on DateStyle. */
    void decodeNumber(String text, boolean monthName, int mask) {
        given = 0;
        int width = text.length();
        NumberCursor cursor = new NumberCursor(text, 0);
        int value = cursor.readInt(DateTimeFault.FIELD);
        if (cursor.position() == 0) {
            throw DateTimeFault.FORMAT;
        }
        if (cursor.current() == '.') {
            if (cursor.position() > 2) {
                decodeRunTogether(text, mask | FieldBits.DATE);
                return;
            }
            micros = cursor.readFractionMicros();
        } else if (!cursor.atEnd()) {
            throw DateTimeFault.FORMAT;
        }
        int date = mask & FieldBits.DATE;
        if (width == 3 && date == FieldBits.YEAR && value >= 1 && value <= 366) {
            given = FieldBits.DAY_OF_YEAR | FieldBits.MONTH | FieldBits.DAY;
            dayOfYear = value;
            return;
        }
        switch (date) {
            case 0 -> firstNumber(width, value);
            case FieldBits.YEAR, FieldBits.DAY -> giveMonth(value);
            case FieldBits.MONTH -> {
                if (monthName && (width >= 3 || format.dateOrder() == DateOrder.YMD)) {
                    giveYear(value, width);
                } else {
                    giveDay(value);
                }
            }
            case FieldBits.YEAR | FieldBits.MONTH -> {
                if (monthName && width >= 3 && twoDigitYear) {
                    // what was taken for a two-digit year is the day: 08-Jan-1999
                    giveDay(year);
                    year = value;
                    twoDigitYear = false;
                } else {
                    giveDay(value);
                }
            }
            case FieldBits.MONTH | FieldBits.DAY -> giveYear(value, width);
            case FieldBits.DATE -> decodeRunTogether(text, mask);
            default -> throw DateTimeFault.FORMAT;
        }
    }

    private void firstNumber(int width, int value) {
        if (width >= 3 || format.dateOrder() == DateOrder.YMD) {
            giveYear(value, width);
        } else if (format.dateOrder() == DateOrder.DMY) {
            giveDay(value);
        } else {
            giveMonth(value);
        }
    }

    private void giveYear(int value, int width) {
        given = FieldBits.YEAR;
        year = value;
        twoDigitYear = width <= 2;
    }

    private void giveMonth(int value) {
        given = FieldBits.MONTH;
        month = value;
    }

    private void giveDay(int value) {
        given = FieldBits.DAY;
        day = value;
    }

    /** A date or time without separators: yymmdd or yyyymmdd while the date is incomplete, else hhmmss or hhmm. */
    void decodeRunTogether(String text, int mask) {
        String digits = text;
        int point = text.indexOf('.');
        if (point >= 0) {
            micros = leadingFractionMicros(text, point);
            digits = text.substring(0, point);
        } else if (!hasAll(mask, FieldBits.DATE) && digits.length() >= 6) {
            int length = digits.length();
            given = FieldBits.DATE;
            day = NumberPrefix.toInt(digits.substring(length - 2));
            month = NumberPrefix.toInt(digits.substring(length - 4, length - 2));
            year = NumberPrefix.toInt(digits.substring(0, length - 4));
            if (length - 4 == 2) {
                twoDigitYear = true;
            }
            return;
        }
        if (hasAll(mask, FieldBits.TIME) || digits.length() != 6 && digits.length() != 4) {
            throw DateTimeFault.FORMAT;
        }
        given = FieldBits.TIME;
        second = digits.length() == 6 ? NumberPrefix.toInt(digits.substring(4)) : 0;
        minute = NumberPrefix.toInt(digits.substring(2, 4));
        hour = NumberPrefix.toInt(digits.substring(0, 2));
    }

    private static int leadingFractionMicros(String text, int point) {
        int end = point + 1;
        while (end < text.length() && AsciiText.isDigit(text.charAt(end))) {
            end++;
        }
        return new NumberCursor(text.substring(0, end), point).readFractionMicros();
    }

    /** A time without separators and a zone offset in one field, such as 040506-08. */
    void decodeTimeWithOffset(String text, int mask) {
        if (hasAll(seen, FieldBits.TIME)) {
            throw DateTimeFault.FORMAT;
        }
        int dash = text.indexOf('-');
        if (dash < 0) {
            throw DateTimeFault.FORMAT;
        }
        offsetSeconds = ZoneOffsetText.read(text.substring(dash));
        decodeRunTogether(text.substring(0, dash), mask);
        given |= FieldBits.ZONE;
    }

    /** What a known word means; false when it means nothing. */
    abstract boolean decodeWord(int index, DateTimeWord word);

    /** An abbreviation, a word or the name of a time zone; false for words that mean nothing. */
    final boolean decodeWord(int index, String text) {
        if (decodeAbbreviation(text)) {
            return true;
        }
        DateTimeWord word = DateTimeWord.find(text);
        if (word != null) {
            return decodeWord(index, word);
        }
        namedZone = TimeZones.find(text).orElseThrow(() -> DateTimeFault.FORMAT);
        given = FieldBits.ZONE;
        return true;
    }

    void decodeZoneName(String text) {
        namedZone = TimeZones.find(text)
                .orElseThrow(() -> new SqlStateException(
                        SqlState.INVALID_PARAMETER_VALUE, "time zone \"" + text + "\" not recognized"));
        given = FieldBits.ZONE;
    }

    /** A number whose part the field before it named. */
    void decodePrefixed(DateTimePart part, String text) {
        NumberCursor cursor = new NumberCursor(text, 0);
        int value = cursor.readInt(DateTimeFault.FIELD);
        boolean fraction = cursor.current() == '.';
        if (!fraction && !cursor.atEnd()
                || fraction
                        && part != DateTimePart.JULIAN
                        && part != DateTimePart.TIME
                        && part != DateTimePart.SECOND) {
            throw DateTimeFault.FORMAT;
        }
        switch (part) {
            case YEAR -> {
                given = FieldBits.YEAR;
                year = value;
            }
            case MONTH -> {
                if ((seen & FieldBits.MONTH) != 0 && (seen & FieldBits.HOUR) != 0) {
                    given = FieldBits.MINUTE;
                    minute = value;
                } else {
                    giveMonth(value);
                }
            }
            case DAY -> giveDay(value);
            case HOUR -> {
                given = FieldBits.HOUR;
                hour = value;
            }
            case MINUTE -> {
                given = FieldBits.MINUTE;
                minute = value;
            }
            case SECOND -> {
                given = FieldBits.SECOND;
                second = value;
                if (fraction) {
                    micros = cursor.readFractionMicros();
                    given = FieldBits.ALL_SECONDS;
                }
            }
            case JULIAN -> {
                giveJulianDay(value);
                if (fraction) {
                    giveTimeOfDay(cursor.readFraction());
                }
            }
            case TIME -> {
                decodeRunTogether(text, seen | FieldBits.DATE);
                if (given != FieldBits.TIME) {
                    throw DateTimeFault.FORMAT;
                }
            }
            default -> throw DateTimeFault.FORMAT;
        }
    }

    void giveJulianDay(int value) {
        if (value < 0) {
            throw DateTimeFault.FIELD;
        }
        giveDate(CivilDate.ofDays(CivilDate.ofJulianDay(value)));
        julian = true;
    }

    void giveDate(CivilDate date) {
        given = FieldBits.DATE;
        year = date.year();
        month = date.month();
        day = date.day();
    }

    private void giveTimeOfDay(double fractionOfDay) {
        giveTimeOfDay((long) (fractionOfDay * LocalTimes.MICROS_PER_DAY));
        given |= FieldBits.TIME;
    }

    void giveTimeOfDay(long microsOfDay) {
        hour = (int) (microsOfDay / LocalTimes.MICROS_PER_HOUR);
        minute = (int) (microsOfDay / LocalTimes.MICROS_PER_MINUTE % 60);
        second = (int) (microsOfDay / LocalTimes.MICROS_PER_SECOND % 60);
        micros = (int) (microsOfDay % LocalTimes.MICROS_PER_SECOND);
    }

    /** A zone abbreviation, when the word is one; they take precedence over all other words. */
    boolean decodeAbbreviation(String text) {
        ZoneAbbreviations.Meaning meaning = ZoneAbbreviations.find(text).orElse(null);
        if (meaning == null) {
            return false;
        }
        given = FieldBits.ZONE;
        if (meaning.zone() != null) {
            given |= FieldBits.DYNAMIC_ZONE;
            abbreviatedZone = meaning.zone();
            abbreviation = text;
        } else {
            given |= meaning.daylight() ? FieldBits.DAYLIGHT_ZONE : 0;
            offsetSeconds = meaning.offsetSeconds();
        }
        return true;
    }

    /** Words that mean the same in timestamps and times of day; false when the word is another one. */
    boolean decodeSharedWord(int index, DateTimeWord word) {
        given = word.kind().bit;
        switch (word.kind()) {
            case DAYLIGHT -> {
                given |= FieldBits.DAYLIGHT_ZONE;
                offsetSeconds += word.value();
            }
            case MERIDIEM -> meridiem = word.value();
            case ERA -> beforeChrist = word.value() == DateTimeWord.BC;
            case PREFIX -> {
                given = 0;
                prefix = DateTimePart.of(word.value());
            }
            case ISO_TIME -> {
                given = 0;
                requireTimeAfter(index);
                prefix = DateTimePart.TIME;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void requireTimeAfter(int index) {
        if (index + 1 >= fields.size()) {
            throw DateTimeFault.FORMAT;
        }
        switch (fields.get(index + 1).kind()) {
            case NUMBER, TIME, DATE -> {}
            default -> throw DateTimeFault.FORMAT;
        }
    }

    /** Resolves era, two-digit years and days of the year, and checks month and day. */
    void validateDate() {
        if ((seen & FieldBits.YEAR) != 0 && !julian) {
            resolveYear();
        }
        if ((seen & FieldBits.DAY_OF_YEAR) != 0) {
            CivilDate date = CivilDate.ofDays(CivilDate.toDays(year, 1, 1) + dayOfYear - 1);
            year = date.year();
            month = date.month();
            day = date.day();
        }
        if ((seen & FieldBits.MONTH) != 0 && (month < 1 || month > 12)
                || (seen & FieldBits.DAY) != 0 && (day < 1 || day > 31)) {
            throw DateTimeFault.MONTH_OR_DAY;
        }
        if (hasAll(seen, FieldBits.DATE) && day > CivilDate.monthLength(year, month)) {
            throw DateTimeFault.FIELD;
        }
    }

    private void resolveYear() {
        if (beforeChrist) {
            if (year <= 0) {
                throw DateTimeFault.FIELD;
            }
            year = 1 - year;
        } else if (twoDigitYear) {
            year += year < 70 ? 2000 : year < 100 ? 1900 : 0;
        } else if (year <= 0) {
            throw DateTimeFault.FIELD;
        }
    }

    void applyMeridiem() {
        if (meridiem < 0) {
            return;
        }
        if (hour > 12) {
            throw DateTimeFault.FIELD;
        }
        if (meridiem == DateTimeWord.AM && hour == 12) {
            hour = 0;
        } else if (meridiem == DateTimeWord.PM && hour != 12) {
            hour += 12;
        }
    }

    boolean timeOverflows() {
        return hour < 0
                || hour > 24
                || minute < 0
                || minute > 59
                || second < 0
                || second > 60
                || micros < 0
                || micros > 1_000_000
                || timeOfDay() > LocalTimes.MICROS_PER_DAY;
    }

    /** Microseconds since midnight. */
    long timeOfDay() {
        return ((hour * 60L + minute) * 60 + second) * LocalTimes.MICROS_PER_SECOND + micros;
    }

    /** Offsets of the named zone or the abbreviation at a local date and time. */
    void resolveAbbreviation(long local) {
        ZoneId zone = abbreviatedZone;
        if (zone != null) {
            long utc = local - LocalTimes.offsetOfLocal(local, zone) * LocalTimes.MICROS_PER_SECOND;
            offsetSeconds = ZoneAbbreviations.offset(zone, abbreviation, LocalTimes.instant(utc));
        }
    }

    boolean daylightModified() {
        return (seen & FieldBits.DAYLIGHT_MODIFIER) != 0;
    }

    /** The session's local time at the start of the transaction. */
    long localNow() {
        long now = format.transactionStartMicros();
        return now + LocalTimes.offsetOfInstant(now, format.timeZone()) * LocalTimes.MICROS_PER_SECOND;
    }
}
