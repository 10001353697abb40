package io.trefoil.sql.functions.regex;

import org.jspecify.annotations.Nullable;

/**
 * How a pattern is read and matched.
 *
 * @param syntax which of POSIX's languages
 * @param ignoreCase letters match in either case
 * @param newlineStops dot and negated brackets do not match a newline
 * @param newlineAnchors ^ and $ match at lines' ends too
 * @param expanded white space and comments are ignored
 */
public record RegexOptions(
        Syntax syntax, boolean ignoreCase, boolean newlineStops, boolean newlineAnchors, boolean expanded) {
    /** Advanced syntax, cases told apart, newlines ordinary. */
    public static final RegexOptions ADVANCED = new RegexOptions(Syntax.ADVANCED, false, false, false, false);

    public static final RegexOptions ADVANCED_IGNORING_CASE =
            new RegexOptions(Syntax.ADVANCED, true, false, false, false);

    /** AREs, EREs, BREs and plain text. */
    public enum Syntax {
        ADVANCED,
        EXTENDED,
        BASIC,
        LITERAL
    }

    /** With one option letter applied; null when there is no such letter. */
    public @Nullable RegexOptions with(char letter) {
        return switch (letter) {
            case 'b' -> withSyntax(Syntax.BASIC);
            case 'e' -> withSyntax(Syntax.EXTENDED);
            case 'q' -> withSyntax(Syntax.LITERAL);
            case 'c' -> new RegexOptions(syntax, false, newlineStops, newlineAnchors, expanded);
            case 'i' -> new RegexOptions(syntax, true, newlineStops, newlineAnchors, expanded);
            case 'm', 'n' -> new RegexOptions(syntax, ignoreCase, true, true, expanded);
            case 'p' -> new RegexOptions(syntax, ignoreCase, true, false, expanded);
            case 's' -> new RegexOptions(syntax, ignoreCase, false, false, expanded);
            case 'w' -> new RegexOptions(syntax, ignoreCase, false, true, expanded);
            case 't' -> new RegexOptions(syntax, ignoreCase, newlineStops, newlineAnchors, false);
            case 'x' -> new RegexOptions(syntax, ignoreCase, newlineStops, newlineAnchors, true);
            default -> null;
        };
    }

    RegexOptions withSyntax(Syntax value) {
        return new RegexOptions(value, ignoreCase, newlineStops, newlineAnchors, expanded);
    }
}
