package io.trefoil.launcher.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts SQL text into statements at the semicolons that end them: not those in quotes, dollar quotes, comments or
 * parentheses. It knows PostgreSQL's lexical rules (documentation, section 4.1) just as far as that needs.
 */
final class StatementSplitter {
    /** The statements that ended with a semicolon, without it, and what is left after the last one. */
    record Split(List<String> statements, String rest) {
        /** All of it; a rest of only blanks and comments is no statement. */
        List<String> all() {
            if (isBlank(rest)) {
                return statements;
            }
            List<String> all = new ArrayList<>(statements);
            all.add(rest.strip());
            return all;
        }
    }

    private final String text;
    private int position;

    private StatementSplitter(String text) {
        this.text = text;
    }

    static Split split(String text) {
        return new StatementSplitter(text).split();
    }

    /** Whether there is nothing but white space and comments. */
    static boolean isBlank(String text) {
        StatementSplitter splitter = new StatementSplitter(text);
        while (splitter.position < text.length()) {
            if (!splitter.skipComment() && !Character.isWhitespace(text.charAt(splitter.position++))) {
                return false;
            }
        }
        return true;
    }

    private Split split() {
        List<String> statements = new ArrayList<>();
        int start = 0;
        int depth = 0;
        while (position < text.length()) {
            if (skipComment() || skipQuoted()) {
                continue;
            }
            char c = text.charAt(position++);
            if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth = Math.max(0, depth - 1);
            } else if (c == ';' && depth == 0) {
                String statement = text.substring(start, position - 1);
                if (!isBlank(statement)) {
                    statements.add(statement.strip());
                }
                start = position;
            }
        }
        return new Split(statements, text.substring(start));
    }

    private boolean skipComment() {
        if (text.startsWith("--", position)) {
            int end = text.indexOf('\n', position);
            position = end < 0 ? text.length() : end + 1;
            return true;
        }
        if (!text.startsWith("/*", position)) {
            return false;
        }
        int depth = 0;
        do {
            if (text.startsWith("/*", position)) {
                depth++;
                position += 2;
            } else if (text.startsWith("*/", position)) {
                depth--;
                position += 2;
            } else {
                position++;
            }
        } while (depth > 0 && position < text.length());
        return true;
    }

    private boolean skipQuoted() {
        char c = text.charAt(position);
        if (c == '\'') {
            boolean escapes = position > 0
                    && (text.charAt(position - 1) == 'e' || text.charAt(position - 1) == 'E')
                    && (position == 1 || !isNamePart(text.charAt(position - 2)));
            skipTo('\'', escapes);
            return true;
        }
        if (c == '"') {
            skipTo('"', false);
            return true;
        }
        if (c == '$' && (position == 0 || !isNamePart(text.charAt(position - 1)))) {
            return skipDollarQuoted();
        }
        return false;
    }

    private void skipTo(char quote, boolean escapes) {
        position++;
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c == '\\' && escapes) {
                position++;
            } else if (c == quote) {
                return; // a doubled quote opens the next string at once, so it needs no case of its own
            }
        }
        position = text.length();
    }

    private boolean skipDollarQuoted() {
        int end = position + 1;
        while (end < text.length() && isNamePart(text.charAt(end))) {
            end++;
        }
        if (end >= text.length() || text.charAt(end) != '$' || Character.isDigit(text.charAt(position + 1))) {
            return false;
        }
        String tag = text.substring(position, end + 1);
        int close = text.indexOf(tag, end + 1);
        position = close < 0 ? text.length() : close + tag.length();
        return true;
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }
}
