package io.trefoil.sql.functions.datetime;

import io.trefoil.sql.functions.datetime.FieldValue.Form;
import io.trefoil.sql.types.LocalTimes;
import io.trefoil.sql.types.SqlInterval;
import io.trefoil.sql.types.SqlNumeric;
import io.trefoil.sql.types.SqlTypes;
import java.math.BigDecimal;

/** Fields of intervals; for epoch a year counts 365.25 days and a month 30. */
final class IntervalFields {
    private static final int SECONDS_PER_DAY = 86_400;

    private IntervalFields() {}

    static Object of(Form form, String name, SqlInterval interval) {
        DateTimeUnit unit = DateTimeUnit.of(name, SqlTypes.INTERVAL);
        int months = interval.months();
        long micros = interval.micros();
        return switch (unit) {
            case MICROSECONDS, MILLISECONDS, SECOND ->
                FieldValue.belowMinute(form, unit, micros % LocalTimes.MICROS_PER_MINUTE);
            case MINUTE -> FieldValue.whole(form, micros / LocalTimes.MICROS_PER_MINUTE % 60);
            case HOUR -> FieldValue.whole(form, micros / LocalTimes.MICROS_PER_HOUR);
            case DAY -> FieldValue.whole(form, interval.days());
            case MONTH -> FieldValue.whole(form, months % 12);
            case QUARTER -> FieldValue.whole(form, months % 12 / 3 + 1);
            case YEAR -> FieldValue.whole(form, months / 12);
            case DECADE -> FieldValue.whole(form, months / 12 / 10);
            case CENTURY -> FieldValue.whole(form, months / 12 / 100);
            case MILLENNIUM -> FieldValue.whole(form, months / 12 / 1000);
            case EPOCH -> form == Form.NUMERIC ? exactEpoch(interval) : floatEpoch(interval);
            case WEEK, TIMEZONE, TIMEZONE_HOUR, TIMEZONE_MINUTE, JULIAN, ISOYEAR, ISODOW, DOW, DOY ->
                throw DateTimeUnit.notSupported(name, SqlTypes.INTERVAL);
        };
    }

    private static Object exactEpoch(SqlInterval interval) {
        long quarterDays = 1461L * (interval.months() / 12) + 120L * (interval.months() % 12) + 4L * interval.days();
        BigDecimal days = BigDecimal.valueOf(quarterDays * (SECONDS_PER_DAY / 4));
        return SqlNumeric.of(days.add(BigDecimal.valueOf(interval.micros(), 6)));
    }

    private static Object floatEpoch(SqlInterval interval) {
        double seconds = interval.micros() / 1_000_000.0;
        seconds += 365.25 * SECONDS_PER_DAY * (interval.months() / 12);
        seconds += 30.0 * SECONDS_PER_DAY * (interval.months() % 12);
        seconds += (double) SECONDS_PER_DAY * interval.days();
        return seconds;
    }
}
