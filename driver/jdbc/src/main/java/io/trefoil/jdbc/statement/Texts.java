package io.trefoil.jdbc.statement;

import java.util.Locale;
import java.util.regex.Pattern;

/** The little that the driver must know of a statement's text. When in doubt the answer is the one that changes nothing. */
final class Texts {
    private static final Pattern WRITES =
            Pattern.compile("\\b(insert|update|delete|merge|upsert|into)\\b", Pattern.CASE_INSENSITIVE);

    private Texts() {}

    /** Whether the text is one query, whose rows may come from a transaction of its own. */
    static boolean isOneQuery(String sql) {
        switch (command(sql)) {
            case "SELECT":
            case "VALUES":
            case "TABLE":
                return isSingle(sql);
            case "WITH":
                return isSingle(sql) && !WRITES.matcher(sql).find();
            default:
                return false;
        }
    }

    /** Whether the text is one statement that changes rows, which may run in any transaction. */
    static boolean isChange(String sql) {
        switch (command(sql)) {
            case "INSERT":
            case "UPSERT":
            case "UPDATE":
            case "DELETE":
            case "MERGE":
                return isSingle(sql);
            default:
                return false;
        }
    }

    /** The first word in upper case, behind blanks, comments and parentheses; empty when there is none. */
    static String command(String sql) {
        int at = skip(sql, 0);
        while (at < sql.length() && sql.charAt(at) == '(') {
            at = skip(sql, at + 1);
        }
        int end = at;
        while (end < sql.length() && Character.isLetter(sql.charAt(end))) {
            end++;
        }
        return sql.substring(at, end).toUpperCase(Locale.ROOT);
    }

    private static boolean isSingle(String sql) {
        int semicolon = sql.indexOf(';');
        return semicolon < 0 || skip(sql, semicolon + 1) == sql.length();
    }

    /** The first place from {@code at} that is neither blank nor comment. */
    static int skip(String sql, int at) {
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
