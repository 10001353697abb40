package io.trefoil.sql.functions.regex;

import java.util.ArrayList;
import java.util.List;

/** What an automaton is made from: a regular expression without captures and preferences. */
sealed interface Ast {
    /** One character of a set. */
    record Chars(CharSet set) implements Ast {}

    /** One after the other; the empty list matches the empty text. */
    record Sequence(List<Ast> parts) implements Ast {}

    /** One of several. */
    record Choice(List<Ast> branches) implements Ast {}

    /** Between min and max times; max is {@link #UNLIMITED} for no limit. */
    record Repeat(Ast part, int min, int max) implements Ast {}

    /** A condition on the place between two characters. */
    record Condition(Place place) implements Ast {}

    /** Whether another expression matches just after or just before the place; an index into the regex's list. */
    record Look(int index) implements Ast {}

    int UNLIMITED = -1;

    Ast EMPTY = new Sequence(List.of());

    /** Simple conditions, all told from the characters before and after the place. */
    enum Place {
        TEXT_START,
        TEXT_END,
        LINE_START,
        LINE_END,
        WORD_START,
        WORD_END,
        WORD_BOUNDARY,
        NO_WORD_BOUNDARY
    }

    /** The same expression for a text read backwards. */
    default Ast reversed() {
        return switch (this) {
            case Chars chars -> chars;
            case Condition condition -> condition;
            case Look look -> look;
            case Repeat(Ast part, int min, int max) -> new Repeat(part.reversed(), min, max);
            case Choice(List<Ast> branches) ->
                new Choice(branches.stream().map(Ast::reversed).toList());
            case Sequence(List<Ast> parts) -> {
                List<Ast> reversed = new ArrayList<>(parts.size());
                for (int i = parts.size() - 1; i >= 0; i--) {
                    reversed.add(parts.get(i).reversed());
                }
                yield new Sequence(reversed);
            }
        };
    }
}
