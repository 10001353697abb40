package io.trefoil.sql.types;

/** Numbers at the start of a text as C's atoi and strtol read them. */
final class NumberPrefix {
    private NumberPrefix() {}

    /** atoi: 0 without digits, the low 32 bits of the saturated 64-bit number. */
    static int toInt(String text) {
        return (int) toLong(text);
    }

    private static long toLong(String text) {
        int at = 0;
        while (at < text.length() && AsciiText.isSpace(text.charAt(at))) {
            at++;
        }
        boolean negative = false;
        if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
            negative = text.charAt(at++) == '-';
        }
        long value = 0;
        for (; at < text.length() && AsciiText.isDigit(text.charAt(at)); at++) {
            int digit = text.charAt(at) - '0';
            if (value < (Long.MIN_VALUE + digit) / 10) {
                return negative ? Long.MIN_VALUE : Long.MAX_VALUE;
            }
            value = value * 10 - digit;
        }
        return negative ? value : value == Long.MIN_VALUE ? Long.MAX_VALUE : -value;
    }
}
