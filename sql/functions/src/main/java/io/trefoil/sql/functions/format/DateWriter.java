package io.trefoil.sql.functions.format;

import io.trefoil.sql.functions.format.DateTemplate.Element;
import io.trefoil.sql.functions.format.DateTemplate.Field;
import io.trefoil.sql.functions.format.DateTemplate.Placeholder;
import io.trefoil.sql.functions.text.CaseFunctions;
import io.trefoil.sql.types.CivilDate;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;

/** Writes a timestamp or an interval by a template: to_char. */
final class DateWriter {
    private static final int NAME_WIDTH = 9;
    private static final int ROMAN_WIDTH = 4;

    private final BrokenTime time;
    private final StringBuilder out = new StringBuilder();

    private DateWriter(BrokenTime time) {
        this.time = time;
    }

    static String write(DateTemplate template, BrokenTime time) {
        DateWriter writer = new DateWriter(time);
        for (Element element : template.elements) {
            switch (element) {
                case DateTemplate.Text text -> writer.out.appendCodePoint(text.character());
                case Placeholder placeholder -> writer.write(placeholder);
            }
        }
        return writer.out.toString();
    }

    private void write(Placeholder p) {
        switch (p.field()) {
            case HALF_DAY, HALF_DAY_POINTS -> out.append(halfDay(p));
            case ERA, ERA_POINTS -> out.append(era(p));
            case HH12 -> number(p, time.hour() % 12 == 0 ? 12 : time.hour() % 12, time.hour() >= 0 ? 2 : 3);
            case HH24 -> number(p, time.hour(), time.hour() >= 0 ? 2 : 3);
            case MI -> number(p, time.minute(), time.minute() >= 0 ? 2 : 3);
            case SS -> number(p, time.second(), time.second() >= 0 ? 2 : 3);
            case SSSSS -> number(p, time.hour() * 3600 + time.minute() * 60 + time.second(), 0);
            case FF1, FF2, FF3, FF4, FF5, FF6, MS, US -> fraction(p);
            case TZ, TZH, TZM, OF -> zone(p);
            case MONTH, MON, RM -> month(p);
            case DAY, DY -> dayName(p);
            case MM -> number(p, time.month(), time.month() >= 0 ? 2 : 3);
            case DD -> number(p, time.day(), 2);
            case DDD -> number(p, time.dayOfYear(), 3);
            case IDDD -> number(p, isoDayOfYear(), 3);
            case D -> number(p, dayOfWeek() + 1, 0);
            case ID -> number(p, dayOfWeek() == 0 ? 7 : dayOfWeek(), 0);
            case WW -> number(p, (time.dayOfYear() - 1) / 7 + 1, 2);
            case IW -> number(p, CivilDate.isoWeek(isoDays()), 2);
            case W -> number(p, (time.day() - 1) / 7 + 1, 0);
            case Q -> {
                if (time.month() != 0) {
                    number(p, (time.month() - 1) / 3 + 1, 0);
                }
            }
            case J -> number(p, CivilDate.julianDay(isoDays()), 0);
            case CC, Y_YYY, YYYY, YYY, YY, Y, IYYY, IYY, IY, I -> year(p);
            case FX -> {}
        }
    }

    /** A number padded with zeros unless in fill mode, and its ordinal ending. */
    private void number(Placeholder p, long value, int width) {
        String digits = padded(value, p.fillMode() ? 0 : width);
        out.append(digits);
        ordinal(p, digits);
    }

    private static String padded(long value, int width) {
        String digits = Long.toString(Math.abs(value));
        int zeros = width - digits.length() - (value < 0 ? 1 : 0);
        return (value < 0 ? "-" : "") + "0".repeat(Math.max(0, zeros)) + digits;
    }

    private void ordinal(Placeholder p, String digits) {
        if (!p.ordinal().isEmpty()) {
            String ending = Ordinals.ending(digits);
            out.append(p.ordinal().equals("TH") ? ending : CaseFunctions.lower(ending));
        }
    }

    private void notForIntervals() {
        if (time.isInterval()) {
            throw new SqlStateException(
                            SqlState.INVALID_DATETIME_FORMAT, "invalid format specification for an interval")
                    .withHint("Intervals are not tied to specific calendar dates.");
        }
    }

    private String halfDay(Placeholder p) {
        boolean afternoon = time.hour() % 24 >= 12;
        return styled(p, afternoon ? "PM" : "AM", p.field() == Field.HALF_DAY_POINTS);
    }

    private String era(Placeholder p) {
        notForIntervals();
        return styled(p, time.year() <= 0 ? "BC" : "AD", p.field() == Field.ERA_POINTS);
    }

    private static String styled(Placeholder p, String letters, boolean points) {
        String text = points ? letters.charAt(0) + "." + letters.charAt(1) + "." : letters;
        return p.name().charAt(0) >= 'a' ? CaseFunctions.lower(text) : text;
    }

    private void fraction(Placeholder p) {
        int digits = switch (p.field()) {
            case MS -> 3;
            case US -> 6;
            default -> p.name().charAt(2) - '0';
        };
        int value = time.micros();
        for (int i = digits; i < 6; i++) {
            value /= 10;
        }
        String text = padded(value, digits);
        out.append(text);
        ordinal(p, text);
    }

    private void zone(Placeholder p) {
        notForIntervals();
        int seconds = Math.abs(time.offsetSeconds());
        char sign = time.offsetSeconds() >= 0 ? '+' : '-';
        switch (p.field()) {
            case TZ -> out.append(p.name().equals("tz") ? CaseFunctions.lower(time.zoneName()) : time.zoneName());
            case TZH -> out.append(sign).append(padded(seconds / 3600, 2));
            case TZM -> out.append(padded(seconds % 3600 / 60, 2));
            default -> {
                out.append(sign).append(padded(seconds / 3600, p.fillMode() ? 0 : 2));
                if (seconds % 3600 != 0) {
                    out.append(':').append(padded(seconds % 3600 / 60, 2));
                }
            }
        }
    }

    private void month(Placeholder p) {
        if (p.field() == Field.RM) {
            romanMonth(p);
            return;
        }
        notForIntervals();
        if (p.field() == Field.MON) {
            out.append(cased(p, CalendarNames.MONTHS_SHORT.get(time.month() - 1)));
        } else {
            name(p, CalendarNames.MONTHS.get(time.month() - 1));
        }
    }

    /** Whole years of an interval are the month after December; negative months count back from there. */
    private void romanMonth(Placeholder p) {
        int month = time.month();
        if (month == 0 && time.year() == 0) {
            return;
        }
        int index = month == 0 ? (time.year() >= 0 ? 12 : 1) : month < 0 ? 13 + month : month;
        String numeral = CalendarNames.MONTHS_ROMAN.get(index - 1);
        String text = p.name().equals("rm") ? CaseFunctions.lower(numeral) : numeral;
        out.append(text).append(" ".repeat(p.fillMode() ? 0 : ROMAN_WIDTH - text.length()));
    }

    private void dayName(Placeholder p) {
        notForIntervals();
        if (p.field() == Field.DY) {
            out.append(cased(p, CalendarNames.DAYS_SHORT.get(dayOfWeek())));
        } else {
            name(p, CalendarNames.DAYS.get(dayOfWeek()));
        }
    }

    /** A long name, padded with blanks unless in fill mode or translated. */
    private void name(Placeholder p, String name) {
        int blanks = p.fillMode() || p.localized() ? 0 : NAME_WIDTH - name.length();
        out.append(cased(p, name)).append(" ".repeat(blanks));
    }

    private static String cased(Placeholder p, String name) {
        String written = p.name();
        if (written.charAt(0) >= 'a') {
            return CaseFunctions.lower(name);
        }
        return written.charAt(1) >= 'a' ? name : CaseFunctions.upper(name);
    }

    private int dayOfWeek() {
        notForIntervals();
        return CivilDate.dayOfWeek(time.days());
    }

    /** The day that ISO fields are taken from; of an interval, its fields read as a date. */
    private long isoDays() {
        return time.isInterval() ? CivilDate.toDays(time.year(), time.month(), time.day()) : time.days();
    }

    private int isoDayOfYear() {
        long days = isoDays();
        return (int) (days - CivilDate.isoWeekStart(CivilDate.isoYear(days), 1)) + 1;
    }

    private void year(Placeholder p) {
        boolean iso = p.name().charAt(0) == 'I' || p.name().charAt(0) == 'i';
        int shown = time.shownYear(iso ? CivilDate.isoYear(isoDays()) : time.year());
        boolean negative = time.shownYear(time.year()) < 0;
        switch (p.field()) {
            case CC -> {
                int century = century();
                number(p, century, century >= 0 ? 2 : 3);
            }
            case Y_YYY -> {
                int thousands = time.shownYear(time.year()) / 1000;
                String text = thousands + "," + padded(time.shownYear(time.year()) - thousands * 1000L, 3);
                out.append(text);
                ordinal(p, text);
            }
            case YYYY, IYYY -> number(p, shown, negative ? 5 : 4);
            case YYY, IYY -> number(p, shown % 1000, negative ? 4 : 3);
            case YY, IY -> number(p, shown % 100, negative ? 3 : 2);
            default -> number(p, shown % 10, 1);
        }
    }

    private int century() {
        int year = time.year();
        if (time.isInterval()) {
            return year / 100;
        }
        return year > 0 ? (year - 1) / 100 + 1 : year / 100 - 1;
    }
}
