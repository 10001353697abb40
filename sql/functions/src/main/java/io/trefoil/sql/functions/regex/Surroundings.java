package io.trefoil.sql.functions.regex;

/** The kinds of characters that conditions on a place tell apart, and the conditions themselves. */
final class Surroundings {
    /** No character: the text begins or ends here. */
    static final int NONE = 0;

    static final int NEWLINE = 1;
    static final int WORD = 2;
    static final int OTHER = 3;
    static final int KINDS = 4;

    private Surroundings() {}

    static int kind(int codePoint) {
        if (codePoint == '\n') {
            return NEWLINE;
        }
        return CharSet.WORD.contains(codePoint) ? WORD : OTHER;
    }

    static boolean holds(Ast.Place place, int before, int after) {
        boolean wordBefore = before == WORD;
        boolean wordAfter = after == WORD;
        return switch (place) {
            case TEXT_START -> before == NONE;
            case TEXT_END -> after == NONE;
            case LINE_START -> before == NONE || before == NEWLINE;
            case LINE_END -> after == NONE || after == NEWLINE;
            case WORD_START -> !wordBefore && wordAfter;
            case WORD_END -> wordBefore && !wordAfter;
            case WORD_BOUNDARY -> wordBefore != wordAfter;
            case NO_WORD_BOUNDARY -> wordBefore == wordAfter;
        };
    }
}
