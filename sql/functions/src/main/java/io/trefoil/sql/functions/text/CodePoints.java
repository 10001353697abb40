package io.trefoil.sql.functions.text;

/**
 * Positions in characters as SQL counts them. A SQL character is a code point; a Java index is a UTF-16 unit. Strings
 * without surrogate pairs, nearly all, take a short way.
 */
public final class CodePoints {
    private CodePoints() {}

    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** The Java index of the code point at a 0-based position, or the text's end when the position is beyond it. */
    public static int index(String text, int position) {
        if (position >= text.length()) {
            return text.length();
        }
        int length = length(text);
        if (length == text.length()) {
            return position;
        }
        return position >= length ? text.length() : text.offsetByCodePoints(0, position);
    }

    /** The part between two 0-based positions; positions beyond the end mean the end. */
    public static String slice(String text, int from, int to) {
        if (from >= to) {
            return "";
        }
        int begin = index(text, from);
        int end = to >= text.length() ? text.length() : index(text, to);
        return text.substring(begin, end);
    }

    /** The number of bytes of the UTF-8 form. */
    public static int utf8Length(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit < 0x80) {
                bytes++;
            } else if (unit < 0x800) {
                bytes += 2;
            } else if (Character.isHighSurrogate(unit)) {
                bytes += 4;
                i++;
            } else {
                bytes += 3;
            }
        }
        return bytes;
    }
}
