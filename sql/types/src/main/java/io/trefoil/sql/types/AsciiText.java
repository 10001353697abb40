package io.trefoil.sql.types;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** C-locale character classes and small scans over UTF-8 bytes, as PostgreSQL's input functions use them. */
final class AsciiText {
    private AsciiText() {}

    static boolean isSpace(int c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isAlpha(int c) {
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'z';
    }

    static boolean isAlphanumeric(int c) {
        return isDigit(c) || isAlpha(c);
    }

    /** Printable ASCII that is neither a letter, a digit nor a space. */
    static boolean isPunctuation(int c) {
        return c > ' ' && c < 0x7f && !isAlphanumeric(c);
    }

    static int toLower(int c) {
        return c >= 'A' && c <= 'Z' ? c + 0x20 : c;
    }

    /** The value of a hexadecimal digit, or -1. */
    static int hexDigit(int c) {
        if (isDigit(c)) {
            return c - '0';
        }
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    static int skipSpace(byte[] source, int from, int end) {
        int at = from;
        while (at < end && isSpace(source[at])) {
            at++;
        }
        return at;
    }

    /** Lower-cased text of a byte range; for short key words only. */
    static String lower(byte[] source, int from, int end) {
        return new String(source, from, end - from, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    }
}
