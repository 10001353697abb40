package io.trefoil.sql.types;

/** Reads integers and fractions along a date/time field, as strtol and strtod would on a C string. */
final class NumberCursor {
    private final String text;
    private int at;

    NumberCursor(String text, int from) {
        this.text = text;
        this.at = from;
    }

    int position() {
        return at;
    }

    /** The character at the cursor, 0 at the end. */
    char current() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    boolean atEnd() {
        return at >= text.length();
    }

    void skip() {
        at++;
    }

    /** An optionally signed number; 0 without digits. The fault is thrown when it does not fit 32 bits. */
    int readInt(DateTimeFault overflow) {
        long value = readLong(overflow);
        if (value != (int) value) {
            throw overflow;
        }
        return (int) value;
    }

    /** An optionally signed number; 0 without digits. The fault is thrown when it does not fit 64 bits. */
    long readLong(DateTimeFault overflow) {
        int start = at;
        boolean negative = current() == '-';
        if (negative || current() == '+') {
            at++;
        }
        int first = at;
        long value = 0;
        for (; AsciiText.isDigit(current()); at++) {
            int digit = current() - '0';
            if (value < (Long.MIN_VALUE + digit) / 10) {
                throw overflow;
            }
            value = value * 10 - digit;
        }
        if (at == first) {
            at = start;
            return 0;
        }
        if (!negative && value == Long.MIN_VALUE) {
            throw overflow;
        }
        return negative ? value : -value;
    }

    /** The rest of the text, which begins with a decimal point, as a number from 0 to 1. */
    double readFraction() {
        double value = fraction(text, at);
        at = text.length();
        return value;
    }

    /** The rest of the text as microseconds of a fraction of a second; half a microsecond rounds to even. */
    int readFractionMicros() {
        return (int) Math.rint(readFraction() * 1_000_000);
    }

    private static double fraction(String text, int point) {
        for (int i = point + 1; i < text.length(); i++) {
            if (!AsciiText.isDigit(text.charAt(i))) {
                throw DateTimeFault.FORMAT;
            }
        }
        return text.length() == point + 1 ? 0 : Double.parseDouble(text.substring(point));
    }
}
