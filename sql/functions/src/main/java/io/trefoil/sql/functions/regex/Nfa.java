package io.trefoil.sql.functions.regex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A nondeterministic automaton made by Thompson's construction (CACM 11:6, 1968). States are numbered; each either
 * takes a character of some colors, or passes on when a condition holds, or forks, or accepts. Immutable once built.
 */
final class Nfa {
    /** More states than this are refused as too complex. */
    static final int STATES_MAX = 100_000;

    static final int ACCEPT = 0;

    private final Colors colors;
    private final List<State> building = new ArrayList<>();
    private final State[] states;
    private final int start;
    private boolean conditional;
    private boolean looks;

    /**
     * One state.
     *
     * @param takes the colors of the character taken, or null
     * @param condition what must hold to pass, or null
     * @param look index of the lookaround that must hold to pass, or -1
     * @param targets states that follow: one, or several for a fork
     */
    record State(boolean @Nullable [] takes, Ast.@Nullable Place condition, int look, int[] targets) {}

    Nfa(Ast ast, Colors colors) {
        this.colors = colors;
        building.add(new State(null, null, -1, new int[0]));
        this.start = build(ast, ACCEPT);
        this.states = building.toArray(State[]::new);
    }

    int start() {
        return start;
    }

    State state(int index) {
        return states[index];
    }

    int size() {
        return states.length;
    }

    /** Whether a condition on the place occurs. */
    boolean isConditional() {
        return conditional;
    }

    /** Whether a lookaround occurs. */
    boolean looksAround() {
        return looks;
    }

    private int add(State state) {
        if (building.size() >= STATES_MAX) {
            throw RegexErrors.invalid(RegexErrors.TOO_COMPLEX);
        }
        building.add(state);
        return building.size() - 1;
    }

    /** Adds states that match the expression and then go on to {@code next}; returns where they begin. */
    private int build(Ast ast, int next) {
        return switch (ast) {
            case Ast.Chars(CharSet set) -> add(new State(colors.members(set), null, -1, new int[] {next}));
            case Ast.Condition(Ast.Place place) -> {
                conditional = true;
                yield add(new State(null, place, -1, new int[] {next}));
            }
            case Ast.Look(int index) -> {
                looks = true;
                yield add(new State(null, null, index, new int[] {next}));
            }
            case Ast.Sequence(List<Ast> parts) -> {
                int target = next;
                for (int i = parts.size() - 1; i >= 0; i--) {
                    target = build(parts.get(i), target);
                }
                yield target;
            }
            case Ast.Choice(List<Ast> branches) -> {
                int[] targets = new int[branches.size()];
                for (int i = 0; i < targets.length; i++) {
                    targets[i] = build(branches.get(i), next);
                }
                yield add(new State(null, null, -1, targets));
            }
            case Ast.Repeat(Ast part, int min, int max) -> repeat(part, min, max, next);
        };
    }

    private int repeat(Ast part, int min, int max, int next) {
        int target = next;
        if (max == Ast.UNLIMITED) {
            int loop = add(new State(null, null, -1, new int[] {0, next}));
            int body = build(part, loop);
            building.get(loop).targets()[0] = body;
            target = loop;
        } else {
            for (int i = min; i < max; i++) {
                int body = build(part, target);
                target = add(new State(null, null, -1, new int[] {body, next}));
            }
        }
        for (int i = 0; i < min; i++) {
            target = build(part, target);
        }
        return target;
    }

    /** Tells whether a conditional state may be passed. */
    @FunctionalInterface
    interface Test {
        boolean passes(State state);
    }

    /**
     * A set of states to add to, closed over forks. With a test it is closed over conditions too; without, conditional
     * states stay in the set.
     */
    final class Closure {
        private final boolean[] seen = new boolean[states.length];
        private final int[] stack = new int[states.length];
        private int[] members = new int[16];
        private int count;

        void add(int from, @Nullable Test test) {
            int depth = 0;
            depth = push(from, depth);
            while (depth > 0) {
                int index = stack[--depth];
                State state = states[index];
                boolean condition = state.condition() != null || state.look() >= 0;
                if (index == ACCEPT || state.takes() != null || condition && test == null) {
                    if (count == members.length) {
                        members = Arrays.copyOf(members, 2 * count);
                    }
                    members[count++] = index;
                } else if (!condition || test == null || test.passes(state)) {
                    for (int i = state.targets().length - 1; i >= 0; i--) {
                        depth = push(state.targets()[i], depth);
                    }
                }
            }
        }

        private int push(int index, int depth) {
            if (seen[index]) {
                return depth;
            }
            seen[index] = true;
            stack[depth] = index;
            return depth + 1;
        }

        /** The members, sorted. */
        int[] members() {
            int[] sorted = Arrays.copyOf(members, count);
            Arrays.sort(sorted);
            return sorted;
        }
    }
}
