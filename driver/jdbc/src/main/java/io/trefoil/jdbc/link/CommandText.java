package io.trefoil.jdbc.link;

import java.util.Locale;

/** The outline of a statement's text: where comments end, its first word, and whether another statement follows. */
public final class CommandText {
    private CommandText() {}

    /** The first word in lower case, behind blanks, comments, parentheses and semicolons; empty when there is none. */
    public static String firstWord(String sql) {
        int at = skip(sql, 0);
        while (at < sql.length() && (sql.charAt(at) == '(' || sql.charAt(at) == ';')) {
            at = skip(sql, at + 1);
        }
        int end = at;
        while (end < sql.length() && Character.isLetter(sql.charAt(end))) {
            end++;
        }
        return sql.substring(at, end).toLowerCase(Locale.ROOT);
    }

    /** Whether a text is one statement; a semicolon inside quotes makes it look like more, which is safe. */
    public static boolean isAlone(String sql) {
        int semicolon = sql.indexOf(';');
        return semicolon < 0 || skip(sql, semicolon + 1) == sql.length();
    }

    /** The first place from {@code at} that is neither blank nor comment. */
    public static int skip(String sql, int at) {
        int i = at;
        while (i < sql.length()) {
            if (Character.isWhitespace(sql.charAt(i))) {
                i++;
            } else if (sql.startsWith("--", i)) {
                int line = sql.indexOf('\n', i);
                i = line < 0 ? sql.length() : line + 1;
            } else if (sql.startsWith("/*", i)) {
                i = endOfComment(sql, i);
            } else {
                return i;
            }
        }
        return i;
    }

    /** Comments may hold comments, as in PostgreSQL. */
    private static int endOfComment(String sql, int start) {
        int depth = 0;
        for (int i = start; i < sql.length() - 1; i++) {
            if (sql.startsWith("/*", i)) {
                depth++;
                i++;
            } else if (sql.startsWith("*/", i)) {
                depth--;
                i++;
                if (depth == 0) {
                    return i + 1;
                }
            }
        }
        return sql.length();
    }
}
