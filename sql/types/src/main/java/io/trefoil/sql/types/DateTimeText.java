package io.trefoil.sql.types;

import io.trefoil.sql.types.TextFormat.DateOrder;
import io.trefoil.sql.types.TextFormat.DateStyle;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Writes dates, times and timestamps in the four styles of DateStyle. */
public final class DateTimeText {
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };
    private static final String[] WEEK_DAYS = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    private static final int FRACTION_DIGITS = 6;

    private DateTimeText() {}

    /** A date: days since 2000-01-01, or an infinity. */
    public static void writeDate(int days, TextFormat format, ByteSink out) {
        if (LocalTimes.isInfiniteDate(days)) {
            out.putAscii(days < 0 ? "-infinity" : "infinity");
            return;
        }
        CivilDate date = CivilDate.ofDays(days);
        if (format.dateStyle() == DateStyle.POSTGRES) {
            boolean dayFirst = format.dateOrder() == DateOrder.DMY;
            writeFields(
                    dayFirst ? date.day() : date.month(), dayFirst ? date.month() : date.day(), date.year(), '-', out);
        } else {
            writeNumericDate(date, format, out);
        }
        writeEra(date, out);
    }

    private static void writeNumericDate(CivilDate date, TextFormat format, ByteSink out) {
        switch (format.dateStyle()) {
            case SQL -> {
                boolean dayFirst = format.dateOrder() == DateOrder.DMY;
                writeFields(
                        dayFirst ? date.day() : date.month(),
                        dayFirst ? date.month() : date.day(),
                        date.year(),
                        '/',
                        out);
            }
            case GERMAN -> writeFields(date.day(), date.month(), date.year(), '.', out);
            case ISO, POSTGRES -> {
                writeYear(date.year(), out);
                out.putByte('-');
                out.putPadded(date.month(), 2);
                out.putByte('-');
                out.putPadded(date.day(), 2);
            }
        }
    }

    private static void writeFields(int first, int second, int year, char separator, ByteSink out) {
        out.putPadded(first, 2);
        out.putByte(separator);
        out.putPadded(second, 2);
        out.putByte(separator);
        writeYear(year, out);
    }

    /** At least four digits; years before Christ without their sign. */
    private static void writeYear(int year, ByteSink out) {
        int shown = year > 0 ? year : 1 - year;
        if (shown < 10_000) {
            out.putPadded(shown, 4);
        } else {
            out.putDecimal(shown);
        }
    }

    private static void writeEra(CivilDate date, ByteSink out) {
        if (date.year() <= 0) {
            out.putAscii(" BC");
        }
    }

    /** A time of day in microseconds, 0..86400000000. */
    public static void writeTime(long micros, ByteSink out) {
        out.putPadded(micros / LocalTimes.MICROS_PER_HOUR, 2);
        out.putByte(':');
        out.putPadded(micros / LocalTimes.MICROS_PER_MINUTE % 60, 2);
        out.putByte(':');
        out.putPadded(micros / LocalTimes.MICROS_PER_SECOND % 60, 2);
        writeFraction((int) (micros % LocalTimes.MICROS_PER_SECOND), out);
    }

    /** Up to six digits after a point, without zeros at the end; nothing for zero. */
    static void writeFraction(int micros, ByteSink out) {
        if (micros == 0) {
            return;
        }
        int digits = FRACTION_DIGITS;
        int value = micros;
        while (value % 10 == 0) {
            value /= 10;
            digits--;
        }
        out.putByte('.');
        out.putPadded(value, digits);
    }

    /** {@code +hh}, {@code +hh:mm} or {@code +hh:mm:ss}. */
    public static void writeOffset(int offsetSeconds, ByteSink out) {
        int magnitude = Math.abs(offsetSeconds);
        out.putByte(offsetSeconds < 0 ? '-' : '+');
        out.putPadded(magnitude / 3600, 2);
        if (magnitude % 3600 != 0) {
            out.putByte(':');
            out.putPadded(magnitude / 60 % 60, 2);
            if (magnitude % 60 != 0) {
                out.putByte(':');
                out.putPadded(magnitude % 60, 2);
            }
        }
    }

    /** A timestamp without time zone. */
    public static void writeTimestamp(long micros, TextFormat format, ByteSink out) {
        if (!writeInfinity(micros, out)) {
            write(micros, 0, null, format, out);
        }
    }

    /** A timestamp with time zone, shown in the session's zone. */
    public static void writeTimestampTz(long micros, TextFormat format, ByteSink out) {
        if (!writeInfinity(micros, out)) {
            int offset = LocalTimes.offsetOfInstant(micros, format.timeZone());
            write(micros + offset * LocalTimes.MICROS_PER_SECOND, offset, format.timeZone(), format, out);
        }
    }

    private static boolean writeInfinity(long micros, ByteSink out) {
        if (LocalTimes.isInfinite(micros)) {
            out.putAscii(micros < 0 ? "-infinity" : "infinity");
            return true;
        }
        return false;
    }

    private static void write(long local, int offset, @Nullable ZoneId zone, TextFormat format, ByteSink out) {
        long days = Math.floorDiv(local, LocalTimes.MICROS_PER_DAY);
        long timeOfDay = local - days * LocalTimes.MICROS_PER_DAY;
        CivilDate date = CivilDate.ofDays(days);
        if (format.dateStyle() == DateStyle.POSTGRES) {
            writePostgres(date, days, timeOfDay, format, out);
        } else {
            writeNumericDate(date, format, out);
            out.putByte(' ');
            writeTime(timeOfDay, out);
        }
        if (zone != null) {
            writeZone(zone, offset, local, format.dateStyle(), out);
        }
        writeEra(date, out);
    }

    private static void writePostgres(CivilDate date, long days, long timeOfDay, TextFormat format, ByteSink out) {
        out.putAscii(WEEK_DAYS[CivilDate.dayOfWeek(days)]);
        out.putByte(' ');
        if (format.dateOrder() == DateOrder.DMY) {
            out.putPadded(date.day(), 2);
            out.putByte(' ');
            out.putAscii(MONTHS[date.month() - 1]);
        } else {
            out.putAscii(MONTHS[date.month() - 1]);
            out.putByte(' ');
            out.putPadded(date.day(), 2);
        }
        out.putByte(' ');
        writeTime(timeOfDay, out);
        out.putByte(' ');
        writeYear(date.year(), out);
    }

    private static void writeZone(ZoneId zone, int offset, long local, DateStyle style, ByteSink out) {
        String abbreviation = null;
        if (style != DateStyle.ISO) {
            long utc = local - offset * LocalTimes.MICROS_PER_SECOND;
            abbreviation = ZoneAbbreviations.printed(zone, offset, LocalTimes.instant(utc));
        }
        if (abbreviation != null) {
            out.putByte(' ');
            out.putAscii(abbreviation);
            return;
        }
        if (style == DateStyle.POSTGRES) {
            out.putByte(' ');
        }
        writeOffset(offset, out);
    }
}
