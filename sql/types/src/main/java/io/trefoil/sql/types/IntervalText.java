package io.trefoil.sql.types;

import io.trefoil.sql.types.TextFormat.IntervalStyle;

/** Writes intervals in the four styles of IntervalStyle (PostgreSQL docs, "Interval Output"). */
public final class IntervalText {
    private final ByteSink out;
    private final int years;
    private final int months;
    private final int days;
    private final long hours;
    private final int minutes;
    private final int seconds;
    private final int micros;

    /** Whether nothing but zeros were written so far, and whether the last part written was negative. */
    private boolean zero = true;

    private boolean negative;

    private IntervalText(SqlInterval interval, int sign, ByteSink out) {
        this.out = out;
        this.years = interval.months() / 12 * sign;
        this.months = interval.months() % 12 * sign;
        this.days = interval.days() * sign;
        long time = interval.micros();
        this.hours = time / LocalTimes.MICROS_PER_HOUR * sign;
        this.minutes = (int) (time / LocalTimes.MICROS_PER_MINUTE % 60) * sign;
        this.seconds = (int) (time / LocalTimes.MICROS_PER_SECOND % 60) * sign;
        this.micros = (int) (time % LocalTimes.MICROS_PER_SECOND) * sign;
    }

    public static void write(SqlInterval interval, IntervalStyle style, ByteSink out) {
        IntervalText text = new IntervalText(interval, 1, out);
        switch (style) {
            case POSTGRES -> text.writePostgres();
            case POSTGRES_VERBOSE -> text.writeVerbose();
            case ISO_8601 -> text.writeIso();
            case SQL_STANDARD -> text.writeStandard(interval);
        }
    }

    private boolean timeIsNegative() {
        return hours < 0 || minutes < 0 || seconds < 0 || micros < 0;
    }

    private boolean hasTime() {
        return hours != 0 || minutes != 0 || seconds != 0 || micros != 0;
    }

    private void writeClock(boolean padHours) {
        long magnitude = Math.abs(hours);
        if (padHours && magnitude < 10) {
            out.putByte('0');
        }
        out.putDecimal(magnitude);
        out.putByte(':');
        out.putPadded(Math.abs(minutes), 2);
        out.putByte(':');
        out.putPadded(Math.abs(seconds), 2);
        DateTimeText.writeFraction(Math.abs(micros), out);
    }

    private void writeSeconds() {
        out.putDecimal(Math.abs(seconds));
        DateTimeText.writeFraction(Math.abs(micros), out);
    }

    private void writePostgres() {
        postgresPart(years, "year");
        postgresPart(months, "mon");
        postgresPart(days, "day");
        if (zero || hasTime()) {
            if (!zero) {
                out.putByte(' ');
            }
            if (timeIsNegative()) {
                out.putByte('-');
            } else if (negative) {
                out.putByte('+');
            }
            writeClock(true);
        }
    }

    /** A plus is written only behind a negative part. */
    private void postgresPart(int value, String unit) {
        if (value == 0) {
            return;
        }
        if (!zero) {
            out.putByte(' ');
        }
        if (negative && value > 0) {
            out.putByte('+');
        }
        out.putDecimal(value);
        out.putByte(' ');
        out.putAscii(unit);
        if (value != 1) {
            out.putByte('s');
        }
        negative = value < 0;
        zero = false;
    }

    private void writeVerbose() {
        out.putByte('@');
        verbosePart(years, "year");
        verbosePart(months, "mon");
        verbosePart(days, "day");
        verbosePart(hours, "hour");
        verbosePart(minutes, "min");
        if (seconds != 0 || micros != 0) {
            out.putByte(' ');
            if (seconds < 0 || micros < 0) {
                if (zero) {
                    negative = true;
                } else if (!negative) {
                    out.putByte('-');
                }
            } else if (negative) {
                out.putByte('-');
            }
            writeSeconds();
            out.putAscii(Math.abs(seconds) != 1 || micros != 0 ? " secs" : " sec");
            zero = false;
        }
        if (zero) {
            out.putAscii(" 0");
        }
        if (negative) {
            out.putAscii(" ago");
        }
    }

    /** The first part decides whether the whole counts backwards; signs of the others are relative to it. */
    private void verbosePart(long value, String unit) {
        if (value == 0) {
            return;
        }
        long shown = value;
        if (zero) {
            negative = value < 0;
            shown = Math.abs(value);
        } else if (negative) {
            shown = -value;
        }
        out.putByte(' ');
        out.putDecimal(shown);
        out.putByte(' ');
        out.putAscii(unit);
        if (shown != 1) {
            out.putByte('s');
        }
        zero = false;
    }

    private void writeIso() {
        if (years == 0 && months == 0 && days == 0 && !hasTime()) {
            out.putAscii("PT0S");
            return;
        }
        out.putByte('P');
        isoPart(years, 'Y');
        isoPart(months, 'M');
        isoPart(days, 'D');
        if (hasTime()) {
            out.putByte('T');
        }
        isoPart(hours, 'H');
        isoPart(minutes, 'M');
        if (seconds != 0 || micros != 0) {
            if (seconds < 0 || micros < 0) {
                out.putByte('-');
            }
            writeSeconds();
            out.putByte('S');
        }
    }

    private void isoPart(long value, char unit) {
        if (value != 0) {
            out.putDecimal(value);
            out.putByte(unit);
        }
    }

    private void writeStandard(SqlInterval interval) {
        boolean anyNegative = years < 0 || months < 0 || days < 0 || timeIsNegative();
        boolean anyPositive =
                years > 0 || months > 0 || days > 0 || hours > 0 || minutes > 0 || seconds > 0 || micros > 0;
        boolean yearMonth = years != 0 || months != 0;
        boolean dayTime = days != 0 || hasTime();
        if (!anyNegative && !anyPositive) {
            out.putByte('0');
        } else if (anyNegative && anyPositive || yearMonth && dayTime) {
            writeMixed();
        } else {
            if (anyNegative) {
                out.putByte('-');
            }
            (anyNegative ? new IntervalText(interval, -1, out) : this).writeStandardParts(yearMonth);
        }
    }

    private void writeStandardParts(boolean yearMonth) {
        if (yearMonth) {
            out.putDecimal(years);
            out.putByte('-');
            out.putDecimal(months);
            return;
        }
        if (days != 0) {
            out.putDecimal(days);
            out.putByte(' ');
        }
        writeClock(false);
    }

    /** Not an interval of the standard: every part shows its sign. */
    private void writeMixed() {
        out.putByte(years < 0 || months < 0 ? '-' : '+');
        out.putDecimal(Math.abs(years));
        out.putByte('-');
        out.putDecimal(Math.abs(months));
        out.putByte(' ');
        out.putByte(days < 0 ? '-' : '+');
        out.putDecimal(Math.abs((long) days));
        out.putByte(' ');
        out.putByte(timeIsNegative() ? '-' : '+');
        writeClock(false);
    }
}
