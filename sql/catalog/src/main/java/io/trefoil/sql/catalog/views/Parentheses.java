package io.trefoil.sql.catalog.views;

/** Looks at the parentheses of a printed SQL expression, minding quotes. */
final class Parentheses {
    private Parentheses() {}

    /** The expression without the parentheses around the whole of it, if it has them. */
    static String strip(String expression) {
        return expression.startsWith("(") && closing(expression, 0) == expression.length() - 1
                ? expression.substring(1, expression.length() - 1)
                : expression;
    }

    /** Whether the whole is one call such as {@code lower(name)}. */
    static boolean isFunctionCall(String expression) {
        int open = 0;
        while (open < expression.length() && isNamePart(expression.charAt(open))) {
            open++;
        }
        return open > 0
                && open < expression.length()
                && expression.charAt(open) == '('
                && closing(expression, open) == expression.length() - 1;
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '"';
    }

    /** Where the parenthesis that opens at an offset is closed, or -1. */
    static int closing(String expression, int open) {
        int depth = 0;
        char quote = 0;
        for (int i = open; i < expression.length(); i++) {
            char c = expression.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** The offset behind the quoted text that begins at an offset; doubled quotes belong to it. */
    static int endOfQuoted(String expression, int start) {
        char quote = expression.charAt(start);
        int at = start + 1;
        while (at < expression.length()) {
            if (expression.charAt(at) == quote) {
                if (at + 1 == expression.length() || expression.charAt(at + 1) != quote) {
                    return at + 1;
                }
                at++;
            }
            at++;
        }
        return expression.length();
    }
}
