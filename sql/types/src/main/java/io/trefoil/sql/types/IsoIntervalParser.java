package io.trefoil.sql.types;

/**
 * Reads ISO 8601 durations: with designators ({@code P1Y2M3DT4H5M6S}) and in the alternative forms
 * ({@code P0001-02-03T04:05:06}, {@code P00010203T040506}); every number may have a fraction and a sign.
 */
final class IsoIntervalParser {
    /** Greater numbers are refused: a double holds them without their fraction. */
    private static final double NUMBER_MAX = 1.0e15;

    private final String text;
    private final IntervalBuilder builder = new IntervalBuilder();
    private int at = 1;
    private long value;
    private double fraction;
    private boolean datePart = true;

    /** Whether a number was read in this part already. */
    private boolean started;

    private IsoIntervalParser(String text) {
        this.text = text;
    }

    /** Throws {@link DateTimeFault} FORMAT or FIELD. */
    static SqlInterval parse(String text) {
        if (text.length() < 2 || text.charAt(0) != 'P') {
            throw DateTimeFault.FORMAT;
        }
        IsoIntervalParser parser = new IsoIntervalParser(text);
        parser.read();
        return parser.builder.build();
    }

    private char current() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean atEnd() {
        return at >= text.length();
    }

    private void read() {
        while (!atEnd()) {
            if (current() == 'T') {
                beginTime();
                continue;
            }
            int start = at;
            readNumber();
            char unit = current();
            at++;
            if (datePart ? readDateUnit(unit, start) : readTimeUnit(unit, start)) {
                return;
            }
        }
    }

    private void beginTime() {
        datePart = false;
        started = false;
        at++;
    }

    /** True when the text is used up. */
    private boolean readDateUnit(char unit, int start) {
        switch (unit) {
            case 'Y' -> builder.addYears(value, fraction, 1);
            case 'M' -> builder.addMonths(value, fraction);
            case 'W' -> {
                builder.addDays(value, 7);
                builder.addFractionOfDays(fraction, 7);
            }
            case 'D' -> addDays();
            case 'T', 0 -> {
                return integerWidth(start) == 8 && !started ? readBasicDate(unit) : readExtendedDate(unit);
            }
            case '-' -> {
                return readExtendedDate(unit);
            }
            default -> throw DateTimeFault.FORMAT;
        }
        started = true;
        return false;
    }

    private void addDays() {
        builder.addDays(value, 1);
        builder.addFractionOfMicros(fraction, LocalTimes.MICROS_PER_DAY);
    }

    private boolean readBasicDate(char unit) {
        builder.addYears(value / 10000, 0, 1);
        builder.addMonths(value / 100 % 100, 0);
        builder.addDays(value % 100, 1);
        builder.addFractionOfMicros(fraction, LocalTimes.MICROS_PER_DAY);
        return endOrTime(unit);
    }

    /** After a date: true at the end, false when the time follows. */
    private boolean endOrTime(char unit) {
        if (unit == 0) {
            return true;
        }
        if (unit != 'T') {
            throw DateTimeFault.FORMAT;
        }
        datePart = false;
        started = false;
        return false;
    }

    private boolean readExtendedDate(char unit) {
        if (started) {
            throw DateTimeFault.FORMAT;
        }
        builder.addYears(value, fraction, 1);
        if (unit != '-') {
            return endOrTime(unit);
        }
        readNumber();
        builder.addMonths(value, fraction);
        char next = current();
        at++;
        if (next != '-') {
            return endOrTime(next);
        }
        readNumber();
        addDays();
        next = current();
        at++;
        return endOrTime(next);
    }

    /** True when the text is used up. */
    private boolean readTimeUnit(char unit, int start) {
        switch (unit) {
            case 'H' -> builder.addMicros(value, fraction, LocalTimes.MICROS_PER_HOUR);
            case 'M' -> builder.addMicros(value, fraction, LocalTimes.MICROS_PER_MINUTE);
            case 'S' -> builder.addMicros(value, fraction, LocalTimes.MICROS_PER_SECOND);
            case 0 -> {
                if (integerWidth(start) == 6 && !started) {
                    readBasicTime();
                    return true;
                }
                return readExtendedTime(unit);
            }
            case ':' -> {
                return readExtendedTime(unit);
            }
            default -> throw DateTimeFault.FORMAT;
        }
        started = true;
        return false;
    }

    private void readBasicTime() {
        builder.addMicros(value / 10000, 0, LocalTimes.MICROS_PER_HOUR);
        builder.addMicros(value / 100 % 100, 0, LocalTimes.MICROS_PER_MINUTE);
        builder.addMicros(value % 100, 0, LocalTimes.MICROS_PER_SECOND);
        builder.addFractionOfMicros(fraction, 1);
    }

    private boolean readExtendedTime(char unit) {
        if (started) {
            throw DateTimeFault.FORMAT;
        }
        builder.addMicros(value, fraction, LocalTimes.MICROS_PER_HOUR);
        if (unit == 0) {
            return true;
        }
        readNumber();
        builder.addMicros(value, fraction, LocalTimes.MICROS_PER_MINUTE);
        if (atEnd()) {
            return true;
        }
        if (current() != ':') {
            throw DateTimeFault.FORMAT;
        }
        at++;
        readNumber();
        builder.addMicros(value, fraction, LocalTimes.MICROS_PER_SECOND);
        if (!atEnd()) {
            throw DateTimeFault.FORMAT;
        }
        return true;
    }

    /** A decimal number, with an exponent if need be, split into its whole part and its fraction. */
    private void readNumber() {
        int start = at;
        if (!AsciiText.isDigit(current()) && current() != '-' && current() != '.') {
            throw DateTimeFault.FORMAT;
        }
        if (current() == '-') {
            at++;
        }
        int first = at;
        int digits = skipDigits();
        if (current() == '.') {
            at++;
            digits += skipDigits();
        }
        if (digits == 0) {
            at = first;
            throw DateTimeFault.FORMAT;
        }
        skipExponent();
        double number = Double.parseDouble(text.substring(start, at));
        if (Double.isInfinite(number)) {
            throw DateTimeFault.FORMAT;
        }
        if (number < -NUMBER_MAX || number > NUMBER_MAX) {
            throw DateTimeFault.FIELD;
        }
        value = (long) number;
        fraction = number - value;
    }

    private int skipDigits() {
        int start = at;
        while (AsciiText.isDigit(current())) {
            at++;
        }
        return at - start;
    }

    private void skipExponent() {
        if (current() != 'e' && current() != 'E') {
            return;
        }
        int mark = at++;
        if (current() == '+' || current() == '-') {
            at++;
        }
        if (skipDigits() == 0) {
            at = mark;
        }
    }

    /** Number of digits at a place, behind an optional minus. */
    private int integerWidth(int start) {
        int from = text.charAt(start) == '-' ? start + 1 : start;
        int end = from;
        while (end < text.length() && AsciiText.isDigit(text.charAt(end))) {
            end++;
        }
        return end - from;
    }
}
