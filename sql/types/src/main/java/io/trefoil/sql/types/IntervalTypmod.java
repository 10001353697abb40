package io.trefoil.sql.types;

/**
 * The typmod of interval: bits of the fields it has in the upper 15 bits, digits after the point of the seconds in the
 * lower 16 (timestamp.h, INTERVAL_TYPMOD).
 */
public final class IntervalTypmod {
    /** The field mask of an interval without named fields. */
    public static final int FULL_RANGE = IntervalParser.FULL_RANGE;

    public static final int YEAR = FieldBits.YEAR;
    public static final int MONTH = FieldBits.MONTH;
    public static final int DAY = FieldBits.DAY;
    public static final int HOUR = FieldBits.HOUR;
    public static final int MINUTE = FieldBits.MINUTE;
    public static final int SECOND = FieldBits.SECOND;

    private static final int FULL_PRECISION = 0xFFFF;

    private IntervalTypmod() {}

    /** The mask, or the mask and the precision; more than six digits become six. */
    static int of(int[] modifiers) {
        if (modifiers.length < 1 || modifiers.length > 2 || !isRange(modifiers[0])) {
            throw new SqlStateException(SqlState.INVALID_PARAMETER_VALUE, "invalid INTERVAL type modifier");
        }
        if (modifiers.length == 1) {
            return modifiers[0] == FULL_RANGE ? -1 : modifiers[0] << 16 | FULL_PRECISION;
        }
        if (modifiers[1] < 0) {
            throw new SqlStateException(
                    SqlState.INVALID_PARAMETER_VALUE, "INTERVAL(" + modifiers[1] + ") precision must not be negative");
        }
        return modifiers[0] << 16 | Math.min(modifiers[1], TimeTypmod.PRECISION_MAX);
    }

    private static boolean isRange(int mask) {
        return mask == FULL_RANGE || !fieldNames(mask).isEmpty();
    }

    static int range(int typmod) {
        return typmod < 0 ? FULL_RANGE : typmod >> 16 & 0x7FFF;
    }

    private static String fieldNames(int mask) {
        return switch (mask) {
            case YEAR -> " year";
            case MONTH -> " month";
            case DAY -> " day";
            case HOUR -> " hour";
            case MINUTE -> " minute";
            case SECOND -> " second";
            case YEAR | MONTH -> " year to month";
            case DAY | HOUR -> " day to hour";
            case DAY | HOUR | MINUTE -> " day to minute";
            case DAY | HOUR | MINUTE | SECOND -> " day to second";
            case HOUR | MINUTE -> " hour to minute";
            case HOUR | MINUTE | SECOND -> " hour to second";
            case MINUTE | SECOND -> " minute to second";
            default -> "";
        };
    }

    static String suffix(int typmod) {
        if (typmod < 0) {
            return "";
        }
        int precision = typmod & 0xFFFF;
        return fieldNames(range(typmod)) + (precision == FULL_PRECISION ? "" : "(" + precision + ")");
    }

    /** Drops what lies below the last named field and rounds the seconds; higher fields stay. */
    static SqlInterval apply(SqlInterval value, int typmod) {
        if (typmod < 0) {
            return value;
        }
        int range = range(typmod);
        SqlInterval result = value;
        if (range != FULL_RANGE && (range & SECOND) == 0) {
            result = truncate(value, range);
        }
        int precision = typmod & 0xFFFF;
        if (precision >= TimeTypmod.PRECISION_MAX) {
            return result;
        }
        return new SqlInterval(result.months(), result.days(), TimeTypmod.round(result.micros(), precision));
    }

    private static SqlInterval truncate(SqlInterval value, int range) {
        if ((range & MINUTE) != 0) {
            return truncateTime(value, LocalTimes.MICROS_PER_MINUTE);
        }
        if ((range & HOUR) != 0) {
            return truncateTime(value, LocalTimes.MICROS_PER_HOUR);
        }
        if ((range & DAY) != 0) {
            return new SqlInterval(value.months(), value.days(), 0);
        }
        int months = (range & MONTH) != 0 ? value.months() : value.months() / 12 * 12;
        return new SqlInterval(months, 0, 0);
    }

    private static SqlInterval truncateTime(SqlInterval value, long unit) {
        return new SqlInterval(value.months(), value.days(), value.micros() / unit * unit);
    }
}
