package io.trefoil.sql.catalog.views;

import java.util.Set;

/**
 * Drops parentheses that a reader does not need, as the pretty-printing of pg_get_expr and its kin does: around plain
 * operands of {@code ::}, and around terms of AND, OR and NOT.
 *
 * <pre>
 *   ((a IS NOT NULL) OR (price > (0)::numeric))   becomes   a IS NOT NULL OR price > 0::numeric
 * </pre>
 */
final class PrettyExpression {
    private static final Set<String> BEFORE_TERM = Set.of("", "AND", "OR", "NOT");

    private final String text;

    private PrettyExpression(String text) {
        this.text = text;
    }

    static String of(String expression) {
        return new PrettyExpression(Parentheses.strip(expression)).write();
    }

    private String write() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'' || c == '"') {
                int end = Parentheses.endOfQuoted(text, i);
                out.append(text, i, end);
                i = end - 1;
            } else if (c == '(') {
                int close = Parentheses.closing(text, i);
                String inner = new PrettyExpression(text.substring(i + 1, close)).write();
                out.append(keeps(i, close) ? "(" + inner + ")" : inner);
                i = close;
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private boolean keeps(int open, int close) {
        String inner = text.substring(open + 1, close);
        if (isCall(open)) {
            return true;
        }
        if (text.startsWith("::", close + 1)) {
            return !isPlain(inner);
        }
        boolean or = hasTopLevel(inner, "OR");
        boolean negated = wordBefore(open).equals("NOT") && (or || hasTopLevel(inner, "AND"));
        return !isTerm(open, close) || negated || or && !onlyOr() || hasTopLevel(inner, ",");
    }

    /** Whether the parenthesis belongs to a call, an IN list or the like: a name or bracket stands before it. */
    private boolean isCall(int open) {
        String word = wordBefore(open);
        return !BEFORE_TERM.contains(word)
                || word.isEmpty() && open > 0 && !isOperatorBefore(open) && open != firstOpen();
    }

    private int firstOpen() {
        int at = 0;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    private boolean isOperatorBefore(int open) {
        int at = open - 1;
        while (at >= 0 && text.charAt(at) == ' ') {
            at--;
        }
        return at >= 0 && "+-*/%<>=~!@#^&|,?([".indexOf(text.charAt(at)) >= 0;
    }

    /** Whether AND, OR, NOT or nothing stands on both sides. */
    private boolean isTerm(int open, int close) {
        String before = wordBefore(open);
        boolean begins = before.isEmpty() ? open == firstOpen() : BEFORE_TERM.contains(before);
        String rest = text.substring(close + 1);
        boolean ends = rest.isBlank() || rest.startsWith(" AND ") || rest.startsWith(" OR ");
        return begins && ends;
    }

    private boolean onlyOr() {
        return !hasTopLevel(text, "AND") && !hasTopLevel(text, "NOT");
    }

    /** A name, a number, a constant or a call, with or without casts behind it: needs no parentheses before a cast. */
    private static boolean isPlain(String inner) {
        int at = 0;
        if (inner.startsWith("'")) {
            at = Parentheses.endOfQuoted(inner, 0);
        } else {
            while (at < inner.length()
                    && (Character.isLetterOrDigit(inner.charAt(at)) || "_.\"".indexOf(inner.charAt(at)) >= 0)) {
                at++;
            }
            if (at > 0 && at < inner.length() && inner.charAt(at) == '(') {
                at = Parentheses.closing(inner, at) + 1;
            }
        }
        return at > 0 && (at == inner.length() || inner.startsWith("::", at) && inner.indexOf(' ', at) < 0);
    }

    private String wordBefore(int open) {
        int end = open;
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        int start = end;
        while (start > 0
                && (Character.isLetterOrDigit(text.charAt(start - 1))
                        || "_\"'])".indexOf(text.charAt(start - 1)) >= 0)) {
            start--;
        }
        return text.substring(start, end);
    }

    /** Whether a word or sign stands outside of all parentheses and quotes. */
    private static boolean hasTopLevel(String expression, String word) {
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            if (c == '\'' || c == '"') {
                i = Parentheses.endOfQuoted(expression, i) - 1;
            } else if (c == '(') {
                i = Parentheses.closing(expression, i);
            } else if (expression.startsWith(word.equals(",") ? word : " " + word + " ", i)
                    || i == 0 && expression.startsWith(word + " ")) {
                return true;
            }
        }
        return false;
    }
}
