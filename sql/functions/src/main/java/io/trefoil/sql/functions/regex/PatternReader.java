package io.trefoil.sql.functions.regex;

/** The characters of a pattern, read from left to right. */
final class PatternReader {
    static final int END = -1;

    private final int[] characters;
    private int at;

    PatternReader(String pattern) {
        this.characters = pattern.codePoints().toArray();
    }

    boolean atEnd() {
        return at >= characters.length;
    }

    /** The next character without taking it, or {@link #END}. */
    int peek() {
        return peek(0);
    }

    int peek(int ahead) {
        return at + ahead < characters.length ? characters[at + ahead] : END;
    }

    int next() {
        return characters[at++];
    }

    /** Takes the character when it is the next one. */
    boolean take(int character) {
        if (peek() != character) {
            return false;
        }
        at++;
        return true;
    }

    /** Takes the text when it comes next. */
    boolean take(String text) {
        if (!looksAt(text)) {
            return false;
        }
        at += text.length();
        return true;
    }

    boolean looksAt(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (peek(i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    int position() {
        return at;
    }

    void moveTo(int position) {
        at = position;
    }

    boolean digitAhead() {
        return peek() >= '0' && peek() <= '9';
    }
}
