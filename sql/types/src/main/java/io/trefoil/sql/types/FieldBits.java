package io.trefoil.sql.types;

/**
 * One bit for each part that date/time input can give; a part given twice is an error. The bits of year, month, day,
 * hour, minute and second are also those of an interval's typmod (timestamp.h, INTERVAL_MASK).
 */
final class FieldBits {
    static final int RESERVED = 1;
    static final int MONTH = 1 << 1;
    static final int YEAR = 1 << 2;
    static final int DAY = 1 << 3;
    static final int ZONE = 1 << 5;
    static final int DAYLIGHT_ZONE = 1 << 6;
    static final int DYNAMIC_ZONE = 1 << 7;
    static final int MERIDIEM = 1 << 9;
    static final int HOUR = 1 << 10;
    static final int MINUTE = 1 << 11;
    static final int SECOND = 1 << 12;
    static final int MILLISECOND = 1 << 13;
    static final int MICROSECOND = 1 << 14;
    static final int DAY_OF_YEAR = 1 << 15;
    static final int DAY_OF_WEEK = 1 << 16;
    static final int PREFIX = 1 << 17;
    static final int ERA = 1 << 18;
    static final int AGO = 1 << 19;
    static final int ISO_TIME = 1 << 23;
    static final int WEEK = 1 << 24;
    static final int DECADE = 1 << 25;
    static final int CENTURY = 1 << 26;
    static final int MILLENNIUM = 1 << 27;
    static final int DAYLIGHT_MODIFIER = 1 << 28;

    static final int ALL_SECONDS = SECOND | MILLISECOND | MICROSECOND;
    static final int DATE = YEAR | MONTH | DAY;
    static final int TIME = HOUR | MINUTE | ALL_SECONDS;

    private FieldBits() {}
}
