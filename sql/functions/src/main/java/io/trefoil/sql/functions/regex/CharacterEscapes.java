package io.trefoil.sql.functions.regex;

/** Escapes that stand for one character: \n, hexadecimal and octal numbers and so on. */
final class CharacterEscapes {
    private CharacterEscapes() {}

    /**
     * Reads what follows a backslash, when that stands for a character.
     *
     * @throws io.trefoil.sql.types.SqlStateException 2201B when it is no escape
     */
    static int read(PatternReader in) {
        if (in.atEnd()) {
            throw RegexErrors.invalid(RegexErrors.ESCAPE);
        }
        int c = in.next();
        if (!isAsciiAlphanumeric(c)) {
            return c;
        }
        switch (c) {
            case 'a':
                return 7;
            case 'b':
                return '\b';
            case 'B':
                return '\\';
            case 'e':
                return 27;
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'v':
                return 11;
            case 'c':
                if (in.atEnd()) {
                    throw RegexErrors.invalid(RegexErrors.ESCAPE);
                }
                return in.next() & 31;
            case 'u':
                return number(in, 16, 4, 4);
            case 'U':
                return number(in, 16, 8, 8);
            case 'x':
                return number(in, 16, 1, 255);
            default:
                if (c < '0' || c > '7') {
                    throw RegexErrors.invalid(RegexErrors.ESCAPE);
                }
                in.moveTo(in.position() - 1);
                return octal(in);
        }
    }

    static boolean isAsciiAlphanumeric(int c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    /** Up to three digits, the third only while the number stays below 256. */
    private static int octal(PatternReader in) {
        int value = number(in, 8, 1, 3);
        if (value > 0xFF) {
            in.moveTo(in.position() - 1);
            return value >> 3;
        }
        return value;
    }

    private static int number(PatternReader in, int radix, int digitsMin, int digitsMax) {
        long value = 0;
        int count = 0;
        while (count < digitsMax && in.peek() >= 0 && in.peek() < 128 && Character.digit(in.peek(), radix) >= 0) {
            value = value * radix + Character.digit(in.next(), radix);
            count++;
            if (value > CharSet.LAST) {
                throw RegexErrors.invalid(RegexErrors.ESCAPE);
            }
        }
        if (count < digitsMin) {
            throw RegexErrors.invalid(RegexErrors.ESCAPE);
        }
        return (int) value;
    }
}
