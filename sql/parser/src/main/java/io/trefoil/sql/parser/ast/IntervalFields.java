package io.trefoil.sql.parser.ast;

/**
 * The bit masks by which an interval type names its fields in {@link TypeName#modifiers()}: one bit a field, numbered
 * as in PostgreSQL's typmod of interval (src/include/utils/datetime.h).
 */
public final class IntervalFields {
    public static final int MONTH = 1 << 1;
    public static final int YEAR = 1 << 2;
    public static final int DAY = 1 << 3;
    public static final int HOUR = 1 << 10;
    public static final int MINUTE = 1 << 11;
    public static final int SECOND = 1 << 12;

    /** No restriction: {@code interval(3)}. */
    public static final int FULL_RANGE = 0x7FFF;

    private IntervalFields() {}
}
