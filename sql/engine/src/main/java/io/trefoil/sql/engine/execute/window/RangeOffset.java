package io.trefoil.sql.engine.execute.window;

import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.types.SqlInterval;
import io.trefoil.sql.types.SqlNumeric;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.TypeOid;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Arithmetic for RANGE with an offset: a value of the ORDER BY column moved by the offset, to be compared with other
 * values. Where the sum overflows the type the greatest value stands for it, as PostgreSQL's in_range functions answer.
 */
final class RangeOffset {
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final LocalDateTime EPOCH = LocalDateTime.of(2000, 1, 1, 0, 0);

    private final SqlType type;
    private final ExecutionContext context;

    RangeOffset(SqlType type, ExecutionContext context) {
        this.type = type;
        this.context = context;
    }

    /** The moved value; of dates a number of microseconds. */
    Object shift(Object value, Object offset, boolean plus) {
        return switch (type.oid()) {
            case TypeOid.INT2, TypeOid.INT4, TypeOid.INT8 -> add(((Number) value).longValue(), integer(offset), plus);
            case TypeOid.FLOAT4, TypeOid.FLOAT8 -> {
                double distance = ((Number) offset).doubleValue();
                yield ((Number) value).doubleValue() + (plus ? distance : -distance);
            }
            case TypeOid.NUMERIC ->
                plus
                        ? ((SqlNumeric) value).add((SqlNumeric) offset)
                        : ((SqlNumeric) value).subtract((SqlNumeric) offset);
            case TypeOid.INTERVAL ->
                plus
                        ? ((SqlInterval) value).add((SqlInterval) offset)
                        : ((SqlInterval) value).subtract((SqlInterval) offset);
            case TypeOid.DATE -> move((Integer) value * MICROS_PER_DAY, (SqlInterval) offset, plus, ZoneOffset.UTC);
            case TypeOid.TIMESTAMP -> move((Long) value, (SqlInterval) offset, plus, ZoneOffset.UTC);
            case TypeOid.TIMESTAMPTZ ->
                move(
                        (Long) value,
                        (SqlInterval) offset,
                        plus,
                        context.functions().textFormat().timeZone());
            case TypeOid.TIME -> add((Long) value, ((SqlInterval) offset).micros(), plus);
            default ->
                throw new SqlStateException(
                        SqlState.FEATURE_NOT_SUPPORTED,
                        "RANGE with offset PRECEDING/FOLLOWING is not supported for column type " + type.sqlName());
        };
    }

    /** Order of a value of the column and a moved value. */
    int compare(Object value, Object moved) {
        return switch (type.oid()) {
            case TypeOid.INT2, TypeOid.INT4, TypeOid.INT8, TypeOid.TIMESTAMP, TypeOid.TIMESTAMPTZ, TypeOid.TIME ->
                Long.compare(((Number) value).longValue(), (Long) moved);
            case TypeOid.DATE -> Long.compare((Integer) value * MICROS_PER_DAY, (Long) moved);
            case TypeOid.FLOAT4, TypeOid.FLOAT8 ->
                Double.compare(((Number) value).doubleValue() + 0d, (Double) moved + 0d);
            default -> type.compare(value, moved);
        };
    }

    private static long integer(Object offset) {
        return ((Number) offset).longValue();
    }

    private static long add(long value, long distance, boolean plus) {
        long sum = plus ? value + distance : value - distance;
        if (plus && sum < value) {
            return Long.MAX_VALUE;
        }
        return !plus && sum > value ? Long.MIN_VALUE : sum;
    }

    /** Months and days are moved on the calendar of the zone, the rest on the time line. */
    private static long move(long micros, SqlInterval offset, boolean plus, ZoneId zone) {
        if (micros == Long.MAX_VALUE || micros == Long.MIN_VALUE) {
            return micros;
        }
        int sign = plus ? 1 : -1;
        long moved = micros;
        if (offset.months() != 0 || offset.days() != 0) {
            LocalDateTime utc = EPOCH.plus(micros, ChronoUnit.MICROS);
            LocalDateTime local =
                    utc.atOffset(ZoneOffset.UTC).atZoneSameInstant(zone).toLocalDateTime();
            LocalDateTime target =
                    local.plusMonths(sign * (long) offset.months()).plusDays(sign * (long) offset.days());
            LocalDateTime back =
                    target.atZone(zone).withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime();
            moved = ChronoUnit.MICROS.between(EPOCH, back);
        }
        return add(moved, offset.micros(), plus);
    }
}
