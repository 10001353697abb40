package io.trefoil.sql.types;

/** The typmod of time, timetz, timestamp and timestamptz: digits after the point of the seconds, 0..6. */
final class TimeTypmod {
    static final int PRECISION_MAX = 6;
    private static final long[] UNITS = {1_000_000, 100_000, 10_000, 1_000, 100, 10, 1};

    private TimeTypmod() {}

    /** More than six digits become six; PostgreSQL warns of that, the caller may. */
    static int of(int[] modifiers, String type, String zone) {
        if (modifiers.length != 1) {
            throw new SqlStateException(SqlState.INVALID_PARAMETER_VALUE, "invalid type modifier");
        }
        if (modifiers[0] < 0) {
            throw new SqlStateException(
                    SqlState.INVALID_PARAMETER_VALUE,
                    type + "(" + modifiers[0] + ")" + zone + " precision must not be negative");
        }
        return Math.min(modifiers[0], PRECISION_MAX);
    }

    /** Rounds microseconds half away from zero. */
    static long round(long micros, int precision) {
        if (precision < 0 || precision >= PRECISION_MAX) {
            return micros;
        }
        long unit = UNITS[precision];
        return micros >= 0 ? (micros + unit / 2) / unit * unit : -((-micros + unit / 2) / unit * unit);
    }
}
