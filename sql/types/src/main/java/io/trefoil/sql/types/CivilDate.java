package io.trefoil.sql.types;

/**
 * A day of the proleptic Gregorian calendar. Years are astronomical: 0 is 1 BC. Conversions follow H. Hinnant,
 * "chrono-Compatible Low-Level Date Algorithms".
 *
 * @param month 1..12
 * @param day 1..31
 */
public record CivilDate(int year, int month, int day) {
    private static final int[] MONTH_LENGTHS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    /** Days from 0000-03-01 to 2000-01-01. */
    private static final int ERA_SHIFT = 730_425;

    private static final int DAYS_PER_ERA = 146_097;
    /** Julian day number of 2000-01-01. */
    private static final int JULIAN_SHIFT = 2_451_545;

    /** The day a number of days after 2000-01-01. */
    public static CivilDate ofDays(long days) {
        long shifted = days + ERA_SHIFT;
        long era = Math.floorDiv(shifted, (long) DAYS_PER_ERA);
        int dayOfEra = (int) (shifted - era * DAYS_PER_ERA);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int shiftedMonth = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1;
        int month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
        int year = (int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0);
        return new CivilDate(year, month, day);
    }

    /** The day on which a finite timestamp falls. */
    public static CivilDate ofTimestamp(long timestamp) {
        return ofDays(Math.floorDiv(timestamp, LocalTimes.MICROS_PER_DAY));
    }

    /** Days since 2000-01-01; the day may lie outside its month and carries over. */
    public static long toDays(int year, int month, int day) {
        long shiftedYear = month <= 2 ? year - 1L : year;
        long era = Math.floorDiv(shiftedYear, 400L);
        int yearOfEra = (int) (shiftedYear - era * 400);
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5;
        long dayOfEra = yearOfEra * 365L + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * DAYS_PER_ERA + dayOfEra - ERA_SHIFT + (day - 1L);
    }

    public long toDays() {
        return toDays(year, month, day);
    }

    public static boolean isLeap(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    public static int monthLength(int year, int month) {
        return month == 2 && isLeap(year) ? 29 : MONTH_LENGTHS[month - 1];
    }

    /** The same day some months later, or the month's last day when it is shorter. */
    public CivilDate plusMonths(long months) {
        long all = year * 12L + (month - 1) + months;
        int newYear = Math.toIntExact(Math.floorDiv(all, 12L));
        int newMonth = (int) Math.floorMod(all, 12L) + 1;
        return new CivilDate(newYear, newMonth, Math.min(day, monthLength(newYear, newMonth)));
    }

    /** 0 Sunday to 6 Saturday. */
    public static int dayOfWeek(long days) {
        return (int) Math.floorMod(days + 6, 7L);
    }

    /** 1 Monday to 7 Sunday. */
    public static int isoDayOfWeek(long days) {
        return (int) Math.floorMod(days + 5, 7L) + 1;
    }

    public int dayOfYear() {
        return (int) (toDays() - toDays(year, 1, 1)) + 1;
    }

    /** The ISO 8601 year: that of the week's Thursday; astronomical. */
    public static int isoYear(long days) {
        return ofDays(days - isoDayOfWeek(days) + 4).year;
    }

    /** The ISO 8601 week, 1..53. */
    public static int isoWeek(long days) {
        CivilDate thursday = ofDays(days - isoDayOfWeek(days) + 4);
        return (thursday.dayOfYear() - 1) / 7 + 1;
    }

    /** The Monday of an ISO week, in days since 2000-01-01. */
    public static long isoWeekStart(int isoYear, int week) {
        long fourth = toDays(isoYear, 1, 4);
        return fourth - isoDayOfWeek(fourth) + 1 + 7L * (week - 1);
    }

    public static int julianDay(long days) {
        return (int) (days + JULIAN_SHIFT);
    }

    /** The inverse of {@link #julianDay}. */
    public static long ofJulianDay(long julian) {
        return julian - JULIAN_SHIFT;
    }

    /** Whether a year and month lie in the range that dates can hold at all: 4714-11 BC to 5874898-05. */
    public static boolean isRepresentable(int year, int month) {
        return (year > -4713 || year == -4713 && month >= 11) && (year < 5874898 || year == 5874898 && month < 6);
    }
}
