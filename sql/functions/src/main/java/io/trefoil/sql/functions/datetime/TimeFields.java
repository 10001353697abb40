package io.trefoil.sql.functions.datetime;

import io.trefoil.sql.functions.datetime.FieldValue.Form;
import io.trefoil.sql.types.LocalTimes;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import io.trefoil.sql.types.TimeWithZone;

/** Fields of times of day. */
final class TimeFields {
    private TimeFields() {}

    static Object ofTime(Form form, String name, long time) {
        DateTimeUnit unit = DateTimeUnit.of(name, SqlTypes.TIME);
        return unit == DateTimeUnit.EPOCH ? FieldValue.epoch(form, time) : of(form, unit, name, time, SqlTypes.TIME);
    }

    static Object ofTimeWithZone(Form form, String name, TimeWithZone time) {
        DateTimeUnit unit = DateTimeUnit.of(name, SqlTypes.TIMETZ);
        int offset = time.offsetSeconds();
        return switch (unit) {
            case TIMEZONE -> FieldValue.whole(form, offset);
            case TIMEZONE_HOUR -> FieldValue.whole(form, offset / 3600);
            case TIMEZONE_MINUTE -> FieldValue.whole(form, offset / 60 % 60);
            case EPOCH ->
                form == Form.NUMERIC
                        ? FieldValue.epoch(form, time.utcMicros())
                        : (Object) (time.micros() / 1_000_000.0 - offset);
            default -> of(form, unit, name, time.micros(), SqlTypes.TIMETZ);
        };
    }

    private static Object of(Form form, DateTimeUnit unit, String name, long time, SqlType type) {
        return switch (unit) {
            case MICROSECONDS, MILLISECONDS, SECOND ->
                FieldValue.belowMinute(form, unit, time % LocalTimes.MICROS_PER_MINUTE);
            case MINUTE -> FieldValue.whole(form, time / LocalTimes.MICROS_PER_MINUTE % 60);
            case HOUR -> FieldValue.whole(form, time / LocalTimes.MICROS_PER_HOUR);
            default -> throw DateTimeUnit.notSupported(name, type);
        };
    }
}
