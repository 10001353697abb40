package io.trefoil.sql.types;

/** Reads numbers as C's strtoul and strtoull do: blanks, a sign that wraps around, a prefix of digits, saturation. */
final class UnsignedText {
    private final byte[] source;
    private final int limit;
    private int at;
    private boolean overflow;

    UnsignedText(byte[] source, int offset, int limit) {
        this.source = source;
        this.at = offset;
        this.limit = limit;
    }

    /** The index after the number; where reading began when there was none. */
    int end() {
        return at;
    }

    boolean overflowed() {
        return overflow;
    }

    /** The number as 64 unsigned bits; base 0 takes 0x for hexadecimal and 0 for octal. */
    long read(int requestedBase) {
        int start = at;
        int next = AsciiText.skipSpace(source, at, limit);
        boolean negative = false;
        if (next < limit && (source[next] == '-' || source[next] == '+')) {
            negative = source[next++] == '-';
        }
        int base = requestedBase;
        if (base == 0) {
            boolean zero = next < limit && source[next] == '0';
            boolean hex = zero
                    && next + 2 < limit
                    && (source[next + 1] | 0x20) == 'x'
                    && AsciiText.hexDigit(source[next + 2]) >= 0;
            base = hex ? 16 : zero ? 8 : 10;
            next += hex ? 2 : 0;
        }
        int first = next;
        long value = 0;
        for (; next < limit; next++) {
            int digit = AsciiText.hexDigit(source[next]);
            if (digit < 0 || digit >= base) {
                break;
            }
            if (Long.compareUnsigned(value, Long.divideUnsigned(-1L - digit, base)) > 0) {
                overflow = true;
            }
            value = value * base + digit;
        }
        at = next == first ? start : next;
        if (overflow) {
            return -1L;
        }
        return negative ? -value : value;
    }
}
