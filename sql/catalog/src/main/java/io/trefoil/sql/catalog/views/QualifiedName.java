package io.trefoil.sql.catalog.views;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads names such as {@code app."My Table"} as the reg* types take them: folded to lower case unless quoted. */
final class QualifiedName {
    private QualifiedName() {}

    /**
     * The parts of a name, outermost first.
     *
     * @throws SqlStateException 42602
     */
    static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int at = skipSpaces(text, 0);
        while (true) {
            StringBuilder part = new StringBuilder();
            if (at < text.length() && text.charAt(at) == '"') {
                at = readQuoted(text, at + 1, part);
            } else {
                int start = at;
                while (at < text.length() && isNamePart(text.charAt(at))) {
                    at++;
                }
                part.append(text.substring(start, at).toLowerCase(Locale.ROOT));
            }
            if (part.isEmpty()) {
                throw invalid();
            }
            parts.add(part.toString());
            at = skipSpaces(text, at);
            if (at == text.length()) {
                return parts;
            }
            if (text.charAt(at) != '.') {
                throw invalid();
            }
            at = skipSpaces(text, at + 1);
        }
    }

    private static boolean isNamePart(char c) {
        return c != '.' && c != '"' && c != '(' && c != ')' && c != ',' && !Character.isWhitespace(c);
    }

    private static int readQuoted(String text, int from, StringBuilder part) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                if (i + 1 == text.length() || text.charAt(i + 1) != '"') {
                    return i + 1;
                }
                i++;
            }
            part.append(c);
        }
        throw invalid();
    }

    private static int skipSpaces(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static SqlStateException invalid() {
        return new SqlStateException(SqlState.INVALID_NAME, "invalid name syntax");
    }
}
