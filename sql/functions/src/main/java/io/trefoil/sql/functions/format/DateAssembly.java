package io.trefoil.sql.functions.format;

import io.trefoil.sql.functions.format.DateReader.ReadFields;
import io.trefoil.sql.functions.format.DateTemplate.Calendar;
import io.trefoil.sql.types.CivilDate;
import io.trefoil.sql.types.LocalTimes;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;

/** Makes a date and time of day from fields read by a template: the second half of to_date and to_timestamp. */
final class DateAssembly {
    private static final int ZONE_HOURS_MAX = 15;

    private final ReadFields fields;
    private final String source;
    private int year;
    private int month = 1;
    private int day = 1;
    private int hour;
    private int minute;
    private int second;
    private boolean yearSet;
    private boolean monthSet;
    private boolean daySet;

    /**
     * A local date and time.
     *
     * @param days days since 2000-01-01
     * @param micros time of day
     * @param zoneSet whether an offset was given
     * @param offsetSeconds east of UTC
     * @param fractionDigits digits of a second to keep, 0 for all
     */
    record Result(long days, long micros, boolean zoneSet, int offsetSeconds, int fractionDigits) {}

    private DateAssembly(ReadFields fields, String source) {
        this.fields = fields;
        this.source = source;
    }

    static Result assemble(String text, DateTemplate template) {
        ReadFields fields = DateReader.read(text, template);
        return new DateAssembly(fields, text).assemble();
    }

    private Result assemble() {
        time();
        year();
        dayOfDate();
        long micros = fields.millis * 1000L + fields.micros;
        checkDate();
        if (hour < 0
                || hour >= 24
                || minute < 0
                || minute >= 60
                || second < 0
                || second >= 60
                || micros < 0
                || micros >= LocalTimes.MICROS_PER_SECOND) {
            throw outOfRange();
        }
        long timeOfDay = ((hour * 60L + minute) * 60 + second) * LocalTimes.MICROS_PER_SECOND + micros;
        return new Result(
                CivilDate.toDays(year, month, day), timeOfDay, fields.zoneSign != 0, offset(), fields.fractionDigits);
    }

    private void time() {
        if (fields.secondsOfDay != 0) {
            hour = fields.secondsOfDay / 3600;
            minute = fields.secondsOfDay % 3600 / 60;
            second = fields.secondsOfDay % 60;
        }
        second = fields.second != 0 ? fields.second : second;
        minute = fields.minute != 0 ? fields.minute : minute;
        hour = fields.hour != 0 ? fields.hour : hour;
        if (fields.twelveHourClock) {
            if (hour < 1 || hour > 12) {
                throw new SqlStateException(
                                SqlState.INVALID_DATETIME_FORMAT,
                                "hour \"" + hour + "\" is invalid for the 12-hour clock")
                        .withHint("Use the 24-hour clock, or give an hour between 1 and 12.");
            }
            hour = hour % 12 + (fields.afternoon != 0 ? 12 : 0);
        }
    }

    private void year() {
        int century = fields.beforeChrist != 0 ? -fields.century : fields.century;
        if (fields.year != 0) {
            if (fields.century != 0 && fields.yearDigits <= 2) {
                year = inCentury(century, fields.year % 100);
            } else {
                year = fields.beforeChrist != 0 ? -fields.year : fields.year;
                year += year < 0 ? 1 : 0;
            }
            yearSet = true;
        } else if (fields.century != 0) {
            year = century >= 0 ? (century - 1) * 100 + 1 : century * 100 + 1;
            yearSet = true;
        }
    }

    /** Centuries end with their years 00; BC centuries count down. */
    private static int inCentury(int century, int yearOfCentury) {
        if (yearOfCentury == 0) {
            return century * 100 + (century >= 0 ? 0 : 1);
        }
        return century >= 0 ? yearOfCentury + (century - 1) * 100 : (century + 1) * 100 - yearOfCentury + 1;
    }

    private void dayOfDate() {
        int dayOfYear = fields.dayOfYear;
        if (fields.julian != 0) {
            setDate(CivilDate.ofJulianDay(fields.julian));
        }
        if (fields.week != 0) {
            if (fields.calendar == Calendar.ISO_WEEK) {
                long monday = CivilDate.isoWeekStart(year, fields.week);
                int weekday = fields.dayOfWeek;
                setDate(weekday == 0 ? monday : weekday > 1 ? monday + weekday - 2 : monday + 6);
            } else {
                dayOfYear = (fields.week - 1) * 7 + 1;
            }
        }
        int dayOfMonth = fields.weekOfMonth != 0 ? (fields.weekOfMonth - 1) * 7 + 1 : fields.day;
        if (dayOfMonth != 0) {
            day = dayOfMonth;
            daySet = true;
        }
        if (fields.month != 0) {
            month = fields.month;
            monthSet = true;
        }
        if (dayOfYear != 0 && (month <= 1 || day <= 1)) {
            useDayOfYear(dayOfYear);
        }
    }

    private void setDate(long days) {
        CivilDate date = CivilDate.ofDays(days);
        year = date.year();
        month = date.month();
        day = date.day();
        yearSet = true;
        monthSet = true;
        daySet = true;
    }

    private void useDayOfYear(int dayOfYear) {
        if (year == 0 && fields.beforeChrist == 0) {
            throw new SqlStateException(
                    SqlState.INVALID_DATETIME_FORMAT, "cannot calculate day of year without year information");
        }
        if (fields.calendar == Calendar.ISO_WEEK) {
            setDate(CivilDate.isoWeekStart(year, 1) - 1 + dayOfYear);
            return;
        }
        int found = 1;
        int before = 0;
        while (found <= 12 && dayOfYear > before + CivilDate.monthLength(year, found)) {
            before += CivilDate.monthLength(year, found);
            found++;
        }
        month = month <= 1 ? found : month;
        day = day <= 1 ? dayOfYear - before : day;
        monthSet = true;
        daySet = true;
    }

    private void checkDate() {
        if (monthSet && (month < 1 || month > 12) || daySet && (day < 1 || day > 31)) {
            throw outOfRange();
        }
        if (yearSet && monthSet && daySet && day > CivilDate.monthLength(year, month)) {
            throw outOfRange();
        }
    }

    private SqlStateException outOfRange() {
        return new SqlStateException(
                SqlState.DATETIME_FIELD_OVERFLOW, "date/time field value out of range: \"" + source + "\"");
    }

    private int offset() {
        if (fields.zoneSign == 0) {
            return 0;
        }
        if (fields.zoneHour < 0
                || fields.zoneHour > ZONE_HOURS_MAX
                || fields.zoneMinute < 0
                || fields.zoneMinute >= 60) {
            throw new SqlStateException(
                    SqlState.INVALID_TIME_ZONE_DISPLACEMENT_VALUE,
                    "time zone displacement out of range: \"" + source + "\"");
        }
        return fields.zoneSign * (fields.zoneHour * 3600 + fields.zoneMinute * 60);
    }
}
