package io.trefoil.sql.functions.regex;

/**
 * A condition that looks at the text around a place.
 *
 * @param ahead whether the body must match what follows the place, rather than what comes before it
 * @param wanted false for the negated forms
 */
record Lookaround(Ast body, boolean ahead, boolean wanted) {}
