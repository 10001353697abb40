package io.trefoil.sql.functions.datetime;

import io.trefoil.sql.functions.datetime.FieldValue.Form;
import io.trefoil.sql.types.CivilDate;
import io.trefoil.sql.types.LocalTimes;
import io.trefoil.sql.types.SqlNumeric;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Fields of timestamp, timestamptz and date values. */
final class TimestampFields {
    private TimestampFields() {}

    static @Nullable Object ofTimestamp(Form form, String name, long timestamp) {
        DateTimeUnit unit = DateTimeUnit.of(name, SqlTypes.TIMESTAMP);
        if (LocalTimes.isInfinite(timestamp)) {
            return FieldValue.infinite(form, unit, timestamp < 0);
        }
        return switch (unit) {
            case TIMEZONE, TIMEZONE_HOUR, TIMEZONE_MINUTE -> throw DateTimeUnit.notSupported(name, SqlTypes.TIMESTAMP);
            default -> finite(form, unit, timestamp, timestamp, 0);
        };
    }

    static @Nullable Object ofInstant(Form form, String name, long instant, ZoneId zone) {
        DateTimeUnit unit = DateTimeUnit.of(name, SqlTypes.TIMESTAMPTZ);
        if (LocalTimes.isInfinite(instant)) {
            return FieldValue.infinite(form, unit, instant < 0);
        }
        int offset = LocalTimes.offsetOfInstant(instant, zone);
        return finite(form, unit, instant + offset * LocalTimes.MICROS_PER_SECOND, instant, offset);
    }

    private static @Nullable Object finite(Form form, DateTimeUnit unit, long local, long instant, int offset) {
        long days = Math.floorDiv(local, LocalTimes.MICROS_PER_DAY);
        long time = local - days * LocalTimes.MICROS_PER_DAY;
        return switch (unit) {
            case MICROSECONDS, MILLISECONDS, SECOND ->
                FieldValue.belowMinute(form, unit, time % LocalTimes.MICROS_PER_MINUTE);
            case MINUTE -> FieldValue.whole(form, time / LocalTimes.MICROS_PER_MINUTE % 60);
            case HOUR -> FieldValue.whole(form, time / LocalTimes.MICROS_PER_HOUR);
            case EPOCH -> epoch(form, instant);
            case JULIAN -> FieldValue.julian(form, CivilDate.julianDay(days), time);
            case TIMEZONE -> FieldValue.whole(form, offset);
            case TIMEZONE_HOUR -> FieldValue.whole(form, offset / 3600);
            case TIMEZONE_MINUTE -> FieldValue.whole(form, offset / 60 % 60);
            default -> FieldValue.whole(form, dayField(unit, days));
        };
    }

    private static Object epoch(Form form, long instant) {
        long shift = LocalTimes.UNIX_EPOCH_SHIFT_SECONDS * LocalTimes.MICROS_PER_SECOND;
        long sum = instant + shift;
        if (sum >= 0 || instant <= 0) {
            return FieldValue.epoch(form, sum);
        }
        SqlNumeric seconds = SqlNumeric.of(instant)
                .add(SqlNumeric.of(shift))
                .divide(SqlNumeric.of(1_000_000))
                .round(6);
        return form == Form.NUMERIC ? seconds : (Object) seconds.toDouble();
    }

    /** extract from a date; its date_part form goes through timestamp instead. */
    static @Nullable Object ofDate(String name, int date) {
        SqlType type = SqlTypes.DATE;
        DateTimeUnit unit = DateTimeUnit.of(name, type);
        return switch (unit) {
            case MICROSECONDS, MILLISECONDS, SECOND, MINUTE, HOUR, TIMEZONE, TIMEZONE_HOUR, TIMEZONE_MINUTE ->
                throw DateTimeUnit.notSupported(name, type);
            default -> {
                if (LocalTimes.isInfiniteDate(date)) {
                    yield FieldValue.infinite(Form.NUMERIC, unit, date < 0);
                }
                long value = unit == DateTimeUnit.EPOCH
                        ? (date + (long) LocalTimes.UNIX_EPOCH_SHIFT_DAYS) * 86_400
                        : unit == DateTimeUnit.JULIAN ? CivilDate.julianDay(date) : dayField(unit, date);
                yield FieldValue.whole(Form.NUMERIC, value);
            }
        };
    }

    /** Fields of whole days. Years, decades and so on have no 0: the year before 1 is -1. */
    private static long dayField(DateTimeUnit unit, long days) {
        switch (unit) {
            case DOW:
                return CivilDate.dayOfWeek(days);
            case ISODOW:
                return CivilDate.isoDayOfWeek(days);
            case WEEK:
                return CivilDate.isoWeek(days);
            case ISOYEAR:
                return withoutYearZero(CivilDate.isoYear(days));
            default:
                break;
        }
        CivilDate date = CivilDate.ofDays(days);
        int year = date.year();
        return switch (unit) {
            case DAY -> date.day();
            case DOY -> date.dayOfYear();
            case MONTH -> date.month();
            case QUARTER -> (date.month() - 1) / 3 + 1;
            case YEAR -> withoutYearZero(year);
            case DECADE -> Math.floorDiv(year, 10);
            case CENTURY -> periodOf(year, 100);
            case MILLENNIUM -> periodOf(year, 1000);
            default -> throw new AssertionError(unit);
        };
    }

    private static long withoutYearZero(int year) {
        return year > 0 ? year : year - 1L;
    }

    private static long periodOf(int year, int length) {
        return year > 0 ? (year + length - 1) / length : -((length - 1 - (year - 1L)) / length);
    }
}
