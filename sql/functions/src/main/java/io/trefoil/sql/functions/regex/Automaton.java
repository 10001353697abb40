package io.trefoil.sql.functions.regex;

/**
 * Answers where a part of a regular expression matches. Conditions on a place look at the whole subject, also beyond
 * the part of it that is asked about.
 */
interface Automaton {
    int NONE = -1;

    /** The greatest end, at most {@code to}, of a match that begins at {@code from}, or {@link #NONE}. */
    int longest(Match match, int from, int to);

    /** The least end, between {@code least} and {@code to}, of a match that begins at {@code from}, or {@link #NONE}. */
    int shortest(Match match, int from, int least, int to);

    /** Whether exactly the text between two places matches. */
    default boolean matches(Match match, int from, int to) {
        return shortest(match, from, to, to) == to;
    }

    static Automaton of(Ast ast, Colors colors) {
        Nfa nfa = new Nfa(ast, colors);
        return nfa.looksAround() ? new SimulatedNfa(nfa, colors) : new LazyDfa(nfa, colors);
    }
}
