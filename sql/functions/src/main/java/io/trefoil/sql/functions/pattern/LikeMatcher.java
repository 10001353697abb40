package io.trefoil.sql.functions.pattern;

import io.trefoil.sql.functions.text.CaseFunctions;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;

/**
 * Matches LIKE patterns: {@code %} is any run of characters, {@code _} is one, backslash takes the next as it is. Runs
 * over the text once, going back only to the latest {@code %}; allocates nothing.
 */
final class LikeMatcher {
    private static final int NONE = -1;

    private LikeMatcher() {}

    static boolean matches(String text, String pattern) {
        return matches(text, pattern, false);
    }

    /** Without regard to the case of ASCII letters. */
    static boolean matchesIgnoringCase(String text, String pattern) {
        return matches(text, pattern, true);
    }

    private static boolean matches(String text, String pattern, boolean ignoreCase) {
        int textEnd = text.length();
        int patternEnd = pattern.length();
        int t = 0;
        int p = 0;
        int patternAfterRun = NONE;
        int textOfRun = 0;
        while (t < textEnd) {
            char wanted = p < patternEnd ? pattern.charAt(p) : 0;
            if (p < patternEnd && wanted == '%') {
                patternAfterRun = ++p;
                textOfRun = t;
                if (p == patternEnd) {
                    return true;
                }
            } else if (p < patternEnd && wanted == '_') {
                p++;
                t = afterCharacter(text, t);
            } else {
                int next = p + 1;
                if (p < patternEnd && wanted == '\\') {
                    if (next == patternEnd) {
                        throw endsWithEscape();
                    }
                    wanted = pattern.charAt(next++);
                }
                if (p < patternEnd && same(wanted, text.charAt(t), ignoreCase)) {
                    p = next;
                    t++;
                } else if (patternAfterRun == NONE) {
                    return false;
                } else {
                    textOfRun = afterCharacter(text, textOfRun);
                    t = textOfRun;
                    p = patternAfterRun;
                }
            }
        }
        while (p < patternEnd && pattern.charAt(p) == '%') {
            p++;
        }
        return p == patternEnd;
    }

    private static boolean same(char wanted, char found, boolean ignoreCase) {
        return wanted == found || ignoreCase && CaseFunctions.lower(wanted) == CaseFunctions.lower(found);
    }

    private static int afterCharacter(String text, int index) {
        boolean pair = Character.isHighSurrogate(text.charAt(index)) && index + 1 < text.length();
        return index + (pair ? 2 : 1);
    }

    private static SqlStateException endsWithEscape() {
        return new SqlStateException(
                SqlState.INVALID_ESCAPE_SEQUENCE, "LIKE pattern must not end with escape character");
    }
}
