package io.trefoil.sql.types;

import java.time.ZoneId;

/**
 * What a session's settings say about the text form of values; immutable, replaced when a setting changes.
 *
 * @param timeZone TimeZone
 * @param dateStyle output style of DateStyle
 * @param dateOrder field order of DateStyle
 * @param intervalStyle IntervalStyle
 * @param extraFloatDigits extra_float_digits, -15..3; 1 or more means the shortest exact form
 * @param byteaHex true for bytea_output = hex, false for escape
 * @param names names and OIDs of catalog objects, for the reg* types
 * @param transactionStartMicros now() in microseconds since 2000-01-01 00:00 UTC, for 'now', 'today' and the like
 */
public record TextFormat(
        ZoneId timeZone,
        DateStyle dateStyle,
        DateOrder dateOrder,
        IntervalStyle intervalStyle,
        int extraFloatDigits,
        boolean byteaHex,
        ObjectNames names,
        long transactionStartMicros) {

    /** PostgreSQL's defaults with time zone UTC and no catalog. */
    public static final TextFormat DEFAULT = new TextFormat(
            ZoneId.of("UTC"), DateStyle.ISO, DateOrder.MDY, IntervalStyle.POSTGRES, 1, true, ObjectNames.NONE, 0L);

    /** PostgreSQL docs, DateStyle. */
    public enum DateStyle {
        ISO,
        POSTGRES,
        SQL,
        GERMAN
    }

    /** PostgreSQL docs, DateStyle: which of day, month, year comes first in ambiguous input. */
    public enum DateOrder {
        DMY,
        MDY,
        YMD
    }

    /** PostgreSQL docs, IntervalStyle. */
    public enum IntervalStyle {
        POSTGRES,
        POSTGRES_VERBOSE,
        SQL_STANDARD,
        ISO_8601
    }

    /** The same with another now(). */
    public TextFormat withTransactionStart(long micros) {
        return new TextFormat(timeZone, dateStyle, dateOrder, intervalStyle, extraFloatDigits, byteaHex, names, micros);
    }
}
