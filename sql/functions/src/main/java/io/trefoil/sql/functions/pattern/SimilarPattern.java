package io.trefoil.sql.functions.pattern;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;

/** Rewrites SQL's SIMILAR TO patterns as regular expressions (PostgreSQL docs, "SIMILAR TO Regular Expressions"). */
final class SimilarPattern {
    private static final int NONE = -1;

    private SimilarPattern() {}

    /** @param escape one character, or empty for none; else 22025 */
    static String toRegex(String pattern, String escape) {
        int escapeCharacter = escape.isEmpty() ? NONE : LikeFunctions.singleCharacter(escape);
        StringBuilder regex = new StringBuilder(pattern.length() + 8).append("^(?:");
        boolean escaped = false;
        boolean inBracket = false;
        int separators = 0;
        for (int i = 0; i < pattern.length(); ) {
            int c = pattern.codePointAt(i);
            i += Character.charCount(c);
            if (escaped) {
                escaped = false;
                if (c == '"' && !inBracket) {
                    appendSeparator(regex, separators++);
                } else {
                    regex.append('\\').appendCodePoint(c);
                }
            } else if (c == escapeCharacter) {
                escaped = true;
            } else if (inBracket) {
                regex.append(c == '\\' ? "\\" : "").appendCodePoint(c);
                inBracket = c != ']';
            } else {
                inBracket = c == '[';
                append(regex, c);
            }
        }
        return regex.append(")$").toString();
    }

    private static void append(StringBuilder regex, int c) {
        switch (c) {
            case '%' -> regex.append(".*");
            case '_' -> regex.append('.');
            case '(' -> regex.append("(?:");
            case '\\', '.', '^', '$' -> regex.append('\\').append((char) c);
            default -> regex.appendCodePoint(c);
        }
    }

    /** Two separators cut a pattern in three; the middle part is what SUBSTRING returns. */
    private static void appendSeparator(StringBuilder regex, int before) {
        switch (before) {
            case 0 -> regex.append("){1,1}?(");
            case 1 -> regex.append("){1,1}(?:");
            default ->
                throw new SqlStateException(
                        SqlState.INVALID_USE_OF_ESCAPE_CHARACTER,
                        "SQL regular expression may not contain more than two escape-double-quote separators");
        }
    }
}
