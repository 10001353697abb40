package io.trefoil.sql.types;

/** A part of a date, a time or an interval that a word in input may name. */
enum DateTimePart {
    /** Parts that are words of other statements and mean nothing in input. */
    UNUSED,
    JULIAN,
    TIME,
    MILLENNIUM,
    CENTURY,
    DECADE,
    YEAR,
    MONTH,
    WEEK,
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    MILLISECOND,
    MICROSECOND;

    private static final DateTimePart[] VALUES = values();

    static DateTimePart of(int ordinal) {
        return VALUES[ordinal];
    }
}
