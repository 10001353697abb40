package io.trefoil.sql.functions.regex;

import java.util.List;

/**
 * A part of a regular expression whose place in a match matters: it captures, refers back, or prefers another length
 * than its neighbours. Parts for which it does not matter are merged into one {@link Plain} node, as PostgreSQL merges
 * them; that choice is visible in results, so it must be the same.
 */
sealed interface Node {
    /** Prefers the longest match. */
    int LONGER = 1;
    /** Prefers the shortest match. */
    int SHORTER = 2;
    /** Holds parts of both preferences. */
    int MIXED = 4;
    /** Holds a capture. */
    int CAPTURES = 8;
    /** Holds a back reference. */
    int REFERS = 16;

    int PREFERENCE = LONGER | SHORTER;
    int INHERITED = MIXED | CAPTURES | REFERS;

    /** What the whole part matches; for back references an approximation that matches at least as much. */
    Ast ast();

    int flags();

    /** Nothing inside matters. */
    record Plain(Ast ast, int flags) implements Node {}

    /** One part after another. */
    record Concat(Node left, Node right, int flags) implements Node {
        @Override
        public Ast ast() {
            return new Ast.Sequence(List.of(left.ast(), right.ast()));
        }
    }

    /** One of several branches. */
    record Alternatives(List<Node> branches, int flags) implements Node {
        @Override
        public Ast ast() {
            return new Ast.Choice(branches.stream().map(Node::ast).toList());
        }
    }

    /** A part repeated, each time with its own captures, of which the last stay. */
    record Iteration(Node part, int min, int max, int flags) implements Node {
        @Override
        public Ast ast() {
            return new Ast.Repeat(part.ast(), min, max);
        }
    }

    /** The text of a capture again, between min and max times. */
    record BackReference(int group, Ast referred, int min, int max, int flags) implements Node {
        @Override
        public Ast ast() {
            return new Ast.Repeat(referred, min, max);
        }
    }

    /** A capturing group. */
    record Capture(int group, Node part, int flags) implements Node {
        @Override
        public Ast ast() {
            return part.ast();
        }
    }

    /** Whether the part needs a node of its own. */
    static boolean isMessy(int flags) {
        return (flags & INHERITED) != 0;
    }

    /** What a part hands up to the one that holds it: both preferences inside make it mixed. */
    static int upward(int flags) {
        boolean both = (flags & PREFERENCE) == PREFERENCE;
        return flags & INHERITED | (both ? MIXED : 0);
    }

    /** Flags of two parts together; the first preference counts. */
    static int combine(int first, int second) {
        int preference = (first & PREFERENCE) != 0 ? first & PREFERENCE : second & PREFERENCE;
        return upward(first | second) | preference;
    }

    default boolean prefersShorter() {
        return (flags() & SHORTER) != 0;
    }
}
