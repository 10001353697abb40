package io.trefoil.sql.types;

/**
 * Reads signed decimal integers with blanks around them, as pg_strtoint16/32/64 do: a value out of range is reported
 * before garbage behind it.
 */
final class IntegerText {
    private IntegerText() {}

    /**
     * @param type name for error messages, such as {@code integer}
     * @throws SqlStateException 22P02, 22003
     */
    static long parse(byte[] source, int offset, int length, long least, long greatest, String type) {
        int end = offset + length;
        int at = AsciiText.skipSpace(source, offset, end);
        boolean negative = false;
        if (at < end && (source[at] == '-' || source[at] == '+')) {
            negative = source[at++] == '-';
        }
        int first = at;
        // the value is gathered as a negative number, which has the wider range
        long value = 0;
        for (; at < end; at++) {
            int digit = source[at] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            if (value < Long.MIN_VALUE / 10) {
                throw range(type, source, offset, length);
            }
            value = value * 10 - digit;
            if (value > 0 || value < least) {
                throw range(type, source, offset, length);
            }
        }
        if (at == first || AsciiText.skipSpace(source, at, end) != end) {
            if (at == first || negative || value >= -greatest) {
                throw InputErrors.syntax(type, Utf8.decode(source, offset, length));
            }
        }
        if (negative) {
            return value;
        }
        if (value < -greatest) {
            throw range(type, source, offset, length);
        }
        return -value;
    }

    private static SqlStateException range(String type, byte[] source, int offset, int length) {
        return InputErrors.range(type, Utf8.decode(source, offset, length));
    }
}
