package io.trefoil.sql.functions.format;

import io.trefoil.sql.types.CivilDate;
import io.trefoil.sql.types.LocalTimes;
import io.trefoil.sql.types.SqlInterval;

/**
 * A timestamp or interval in fields, as templates show them. For intervals the parts keep their signs and the day of
 * the year is the whole length in days.
 *
 * @param year astronomical; for intervals whole years
 * @param hour 0..23, or any number of hours of an interval
 * @param days days since 2000-01-01; 0 for intervals
 * @param offsetSeconds east of UTC
 * @param zoneName abbreviation of the time zone, empty for none
 */
record BrokenTime(
        int year,
        int month,
        int day,
        long hour,
        int minute,
        int second,
        int micros,
        long days,
        int dayOfYear,
        int offsetSeconds,
        String zoneName,
        boolean isInterval) {

    static BrokenTime ofTimestamp(long local, int offsetSeconds, String zoneName) {
        long days = Math.floorDiv(local, LocalTimes.MICROS_PER_DAY);
        long time = local - days * LocalTimes.MICROS_PER_DAY;
        CivilDate date = CivilDate.ofDays(days);
        return new BrokenTime(
                date.year(),
                date.month(),
                date.day(),
                time / LocalTimes.MICROS_PER_HOUR,
                (int) (time / LocalTimes.MICROS_PER_MINUTE % 60),
                (int) (time / LocalTimes.MICROS_PER_SECOND % 60),
                (int) (time % LocalTimes.MICROS_PER_SECOND),
                days,
                date.dayOfYear(),
                offsetSeconds,
                zoneName,
                false);
    }

    static BrokenTime ofInterval(SqlInterval interval) {
        long time = interval.micros();
        int year = interval.months() / 12;
        int month = interval.months() % 12;
        return new BrokenTime(
                year,
                month,
                interval.days(),
                time / LocalTimes.MICROS_PER_HOUR,
                (int) (time / LocalTimes.MICROS_PER_MINUTE % 60),
                (int) (time / LocalTimes.MICROS_PER_SECOND % 60),
                (int) (time % LocalTimes.MICROS_PER_SECOND),
                0,
                (year * 12 + month) * 30 + interval.days(),
                0,
                "",
                true);
    }

    /** The year as people count it: without 0, and for BC years without sign. */
    int shownYear(int astronomical) {
        return isInterval || astronomical > 0 ? astronomical : 1 - astronomical;
    }
}
