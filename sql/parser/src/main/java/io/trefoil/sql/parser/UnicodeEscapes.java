package io.trefoil.sql.parser;

import io.trefoil.sql.types.SqlState;

/** The escapes of {@code U&''} and {@code U&""}: {@code \XXXX}, {@code \+XXXXXX}, and the escape character doubled. */
final class UnicodeEscapes {
    static final int MALFORMED = -1;

    private UnicodeEscapes() {}

    /** UESCAPE takes anything but a hexadecimal digit, plus, quotes and white space. */
    static boolean isValidEscape(char c) {
        return !(Character.digit(c, 16) >= 0 && c < 0x80) && "+'\" \t\n\r\f".indexOf(c) < 0;
    }

    /**
     * Decodes the text between the quotes.
     *
     * @param sql the whole query, for errors
     * @param contentStart where the content starts in it
     */
    static String decode(String content, char escape, String sql, int contentStart) {
        if (content.indexOf(escape) < 0) {
            return content;
        }
        StringBuilder value = new StringBuilder(content.length());
        int pending = 0;
        int i = 0;
        while (i < content.length()) {
            char c = content.charAt(i);
            int position = contentStart + i;
            if (c != escape || (i + 1 < content.length() && content.charAt(i + 1) == escape)) {
                if (pending != 0) {
                    throw ParseErrors.at(sql, position, SqlState.SYNTAX_ERROR, "invalid Unicode surrogate pair");
                }
                value.append(c);
                i += c == escape ? 2 : 1;
                continue;
            }
            boolean longForm = i + 1 < content.length() && content.charAt(i + 1) == '+';
            int digits = i + (longForm ? 2 : 1);
            int end = digits + (longForm ? 6 : 4);
            int code = hexadecimal(content, digits, end);
            if (code == MALFORMED) {
                throw ParseErrors.at(sql, position, SqlState.SYNTAX_ERROR, "invalid Unicode escape")
                        .withHint("Unicode escapes must be \\XXXX or \\+XXXXXX.");
            }
            if (code == 0 || code > Character.MAX_CODE_POINT) {
                throw ParseErrors.at(sql, position, SqlState.SYNTAX_ERROR, "invalid Unicode escape value");
            }
            if ((pending != 0) != isSecondOfPair(code)) {
                throw ParseErrors.at(sql, position, SqlState.SYNTAX_ERROR, "invalid Unicode surrogate pair");
            }
            if (pending != 0) {
                value.appendCodePoint(Character.toCodePoint((char) pending, (char) code));
                pending = 0;
            } else if (isFirstOfPair(code)) {
                pending = code;
            } else {
                value.appendCodePoint(code);
            }
            i = end;
        }
        if (pending != 0) {
            throw ParseErrors.at(
                    sql, contentStart + content.length(), SqlState.SYNTAX_ERROR, "invalid Unicode surrogate pair");
        }
        return value.toString();
    }

    /** The value of the digits in {@code text[start, end)}, or {@link #MALFORMED}; over 0x10FFFF is clipped above it. */
    static int hexadecimal(String text, int start, int end) {
        if (end > text.length()) {
            return MALFORMED;
        }
        long code = 0;
        for (int i = start; i < end; i++) {
            int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                return MALFORMED;
            }
            code = code * 16 + digit;
        }
        return (int) Math.min(code, Character.MAX_CODE_POINT + 1);
    }

    static void check(int code, String text, int start, int end) {
        if (code == 0 || code > Character.MAX_CODE_POINT) {
            throw ParseErrors.near(text, start, end, "invalid Unicode escape value");
        }
    }

    static boolean isFirstOfPair(int code) {
        return code >= 0xD800 && code <= 0xDBFF;
    }

    static boolean isSecondOfPair(int code) {
        return code >= 0xDC00 && code <= 0xDFFF;
    }
}
