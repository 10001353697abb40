package io.trefoil.sql.engine.ddl;

import java.util.Locale;

/** Finds places in SQL text: enough of a lexer to step over names, strings, comments and parentheses. */
final class SourceText {
    private SourceText() {}

    /** The offset behind the first word AS that is not in parentheses, from {@code start} on; -1 when there is none. */
    static int behindAs(String sql, int start) {
        int depth = 0;
        int at = start;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == '(' || c == ')') {
                depth += c == '(' ? 1 : -1;
                at++;
            } else if (isWord(c)) {
                int end = endOfWord(sql, at);
                if (depth == 0
                        && sql.substring(at, end).toLowerCase(Locale.ROOT).equals("as")) {
                    return end;
                }
                at = end;
            } else {
                at = skip(sql, at);
            }
        }
        return -1;
    }

    /** The offset behind a dotted name that begins at {@code start}. */
    static int endOfName(String sql, int start) {
        int end = endOfPart(sql, start);
        while (true) {
            int dot = skipSpace(sql, end);
            if (dot >= sql.length() || sql.charAt(dot) != '.') {
                return end;
            }
            end = endOfPart(sql, skipSpace(sql, dot + 1));
        }
    }

    private static int endOfPart(String sql, int start) {
        return start < sql.length() && sql.charAt(start) == '"' ? endOfQuoted(sql, start, '"') : endOfWord(sql, start);
    }

    private static int skipSpace(String sql, int start) {
        int at = start;
        while (at < sql.length() && Character.isWhitespace(sql.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    private static int endOfWord(String sql, int start) {
        int at = start;
        while (at < sql.length() && isWord(sql.charAt(at))) {
            at++;
        }
        return Math.max(at, start + 1);
    }

    /** One step over whatever is neither a word nor a parenthesis. */
    private static int skip(String sql, int at) {
        char c = sql.charAt(at);
        if (c == '"' || c == '\'') {
            return endOfQuoted(sql, at, c);
        }
        if (sql.startsWith("--", at)) {
            int end = sql.indexOf('\n', at);
            return end < 0 ? sql.length() : end + 1;
        }
        if (sql.startsWith("/*", at)) {
            int end = sql.indexOf("*/", at + 2);
            return end < 0 ? sql.length() : end + 2;
        }
        return at + 1;
    }

    private static int endOfQuoted(String sql, int start, char quote) {
        int at = start + 1;
        while (at < sql.length()) {
            if (sql.charAt(at) == quote) {
                if (at + 1 < sql.length() && sql.charAt(at + 1) == quote) {
                    at++;
                } else {
                    return at + 1;
                }
            }
            at++;
        }
        return sql.length();
    }
}
