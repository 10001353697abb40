package io.trefoil.sql.functions.regex;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A compiled regular expression. Immutable to its users and shared by threads. */
public final class Regex {
    private final Node tree;
    private final int groups;
    private final boolean refers;
    private final Automaton whole;
    private final Automaton anywhere;
    private final List<LookaroundScan> lookarounds = new ArrayList<>();
    private final Dissection dissection;

    private Regex(RegexParser.Parsed parsed) {
        this.tree = parsed.tree();
        this.groups = parsed.groups();
        this.refers = (tree.flags() & Node.REFERS) != 0;
        Set<CharSet> sets = new HashSet<>();
        collect(tree.ast(), sets);
        parsed.lookarounds().forEach(lookaround -> collect(lookaround.body(), sets));
        Colors colors = new Colors(sets);
        for (Lookaround lookaround : parsed.lookarounds()) {
            lookarounds.add(new LookaroundScan(lookaround, colors));
        }
        Ast before = new Ast.Repeat(new Ast.Chars(CharSet.ANY), 0, Ast.UNLIMITED);
        this.whole = Automaton.of(tree.ast(), colors);
        this.anywhere = Automaton.of(new Ast.Sequence(List.of(before, tree.ast())), colors);
        this.dissection = new Dissection(tree, colors, parsed.options().ignoreCase());
    }

    /**
     * Compiles a pattern.
     *
     * @throws io.trefoil.sql.types.SqlStateException 2201B when it is malformed or too complex
     */
    public static Regex compile(String pattern, RegexOptions options) {
        return new Regex(RegexParser.parse(pattern, options));
    }

    private static void collect(Ast ast, Set<CharSet> sets) {
        switch (ast) {
            case Ast.Chars(CharSet set) -> sets.add(set);
            case Ast.Sequence(List<Ast> parts) -> parts.forEach(part -> collect(part, sets));
            case Ast.Choice(List<Ast> branches) -> branches.forEach(branch -> collect(branch, sets));
            case Ast.Repeat(Ast part, int min, int max) -> collect(part, sets);
            case Ast.Condition condition -> {}
            case Ast.Look look -> {}
        }
    }

    /** Number of capturing groups. */
    public int groups() {
        return groups;
    }

    /** Begins to use the regular expression on a text. */
    public Match on(String text) {
        return new Match(new Subject(text), lookarounds, groups);
    }

    /** Whether the text holds a match. */
    public boolean isIn(String text) {
        Match match = on(text);
        return refers ? find(match, 0) : anywhere.shortest(match, 0, 0, match.length()) != Automaton.NONE;
    }

    /** Finds the first match that begins at a place or later and sets the bounds of its groups. */
    public boolean find(Match match, int from) {
        int length = match.length();
        if (from > length || anywhere.shortest(match, from, from, length) == Automaton.NONE) {
            return false;
        }
        for (int begin = from; begin <= length; begin++) {
            if (refers ? findWithReferences(match, begin) : findAt(match, begin)) {
                return true;
            }
        }
        return false;
    }

    private boolean findAt(Match match, int begin) {
        int length = match.length();
        int end = tree.prefersShorter()
                ? whole.shortest(match, begin, begin, length)
                : whole.longest(match, begin, length);
        if (end == Automaton.NONE) {
            return false;
        }
        return capture(match, begin, end);
    }

    /** The automata let through more than back references allow, so every end has to be tried. */
    private boolean findWithReferences(Match match, int begin) {
        int length = match.length();
        boolean shorter = tree.prefersShorter();
        int end = shorter ? whole.shortest(match, begin, begin, length) : whole.longest(match, begin, length);
        while (end != Automaton.NONE) {
            if (capture(match, begin, end)) {
                return true;
            }
            if (end == (shorter ? length : begin)) {
                return false;
            }
            end = shorter ? whole.shortest(match, begin, end + 1, length) : whole.longest(match, begin, end - 1);
        }
        return false;
    }

    private boolean capture(Match match, int begin, int end) {
        match.clear();
        if (groups > 0 && !dissection.dissect(tree, match, begin, end)) {
            return false;
        }
        match.set(0, begin, end);
        return true;
    }
}
