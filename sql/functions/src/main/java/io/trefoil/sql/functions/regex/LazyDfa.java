package io.trefoil.sql.functions.regex;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A deterministic automaton whose states are made when first reached and kept. A state is a set of states of the
 * nondeterministic one before conditions were tested, with the kind of the character just read; conditions are tested
 * when the next character is known. Shared by threads: a state never changes but for its filled-in transitions, and two
 * threads that fill in the same one write the same object.
 */
final class LazyDfa implements Automaton {
    /** When more states are known than this, all are forgotten. */
    private static final int STATES_MAX = 2_000;

    private static final byte YES = 1;
    private static final byte NO = 2;

    private final Nfa nfa;
    private final Colors colors;
    private volatile Map<Key, State> known = new ConcurrentHashMap<>();

    LazyDfa(Nfa nfa, Colors colors) {
        this.nfa = nfa;
        this.colors = colors;
    }

    /** What tells states apart. */
    private record Key(int[] members, int before) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && before == key.before && Arrays.equals(members, key.members);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(members) * 31 + before;
        }
    }

    private static final class State {
        final int[] members;
        final int before;
        final @Nullable State[] next;
        /** By the kind of the character after: {@link #YES}, {@link #NO} or 0 when not yet known. */
        final byte[] accepts = new byte[Surroundings.KINDS];

        State(int[] members, int before, int colors) {
            this.members = members;
            this.before = before;
            this.next = new @Nullable State[colors];
        }

        boolean dead() {
            return members.length == 0;
        }
    }

    @Override
    public int longest(Match match, int from, int to) {
        Subject subject = match.subject();
        State state = first(subject, from);
        int last = NONE;
        for (int at = from; !state.dead(); at++) {
            if (accepts(state, subject, at)) {
                last = at;
            }
            if (at == to) {
                break;
            }
            state = step(state, colors.of(subject.at(at)));
        }
        return last;
    }

    @Override
    public int shortest(Match match, int from, int least, int to) {
        Subject subject = match.subject();
        State state = first(subject, from);
        for (int at = from; !state.dead(); at++) {
            if (at >= least && accepts(state, subject, at)) {
                return at;
            }
            if (at == to) {
                break;
            }
            state = step(state, colors.of(subject.at(at)));
        }
        return NONE;
    }

    private State first(Subject subject, int from) {
        Nfa.Closure closure = nfa.new Closure();
        closure.add(nfa.start(), null);
        int before = from == 0 ? Surroundings.NONE : Surroundings.kind(subject.at(from - 1));
        return state(closure.members(), nfa.isConditional() ? before : Surroundings.NONE);
    }

    private State state(int[] members, int before) {
        Map<Key, State> states = known;
        if (states.size() > STATES_MAX) {
            states = new ConcurrentHashMap<>();
            known = states;
        }
        return states.computeIfAbsent(
                new Key(members, before), key -> new State(key.members(), key.before(), colors.count()));
    }

    private boolean accepts(State state, Subject subject, int at) {
        if (!nfa.isConditional()) {
            return state.members[0] == Nfa.ACCEPT;
        }
        int after = at == subject.length() ? Surroundings.NONE : colors.kind(colors.of(subject.at(at)));
        byte known = state.accepts[after];
        if (known == 0) {
            int[] passed = passConditions(state, after);
            known = passed.length > 0 && passed[0] == Nfa.ACCEPT ? YES : NO;
            state.accepts[after] = known;
        }
        return known == YES;
    }

    private State step(State state, int color) {
        State next = state.next[color];
        if (next == null) {
            next = make(state, color);
            state.next[color] = next;
        }
        return next;
    }

    private State make(State state, int color) {
        int kind = colors.kind(color);
        int[] members = nfa.isConditional() ? passConditions(state, kind) : state.members;
        Nfa.Closure closure = nfa.new Closure();
        for (int member : members) {
            boolean[] takes = nfa.state(member).takes();
            if (takes != null && takes[color]) {
                closure.add(nfa.state(member).targets()[0], null);
            }
        }
        return state(closure.members(), nfa.isConditional() ? kind : Surroundings.NONE);
    }

    private int[] passConditions(State state, int after) {
        Nfa.Closure closure = nfa.new Closure();
        Nfa.Test test = conditional -> {
            Ast.Place condition = conditional.condition();
            return condition != null && Surroundings.holds(condition, state.before, after);
        };
        for (int member : state.members) {
            closure.add(member, test);
        }
        return closure.members();
    }
}
