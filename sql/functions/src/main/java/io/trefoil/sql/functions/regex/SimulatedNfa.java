package io.trefoil.sql.functions.regex;

/** Runs a nondeterministic automaton directly; for expressions with lookarounds, whose answers depend on the place. */
final class SimulatedNfa implements Automaton {
    private final Nfa nfa;
    private final Colors colors;

    SimulatedNfa(Nfa nfa, Colors colors) {
        this.nfa = nfa;
        this.colors = colors;
    }

    @Override
    public int longest(Match match, int from, int to) {
        return run(match, from, to, from, true);
    }

    @Override
    public int shortest(Match match, int from, int least, int to) {
        return run(match, from, to, least, false);
    }

    private int run(Match match, int from, int to, int least, boolean wantLongest) {
        Nfa.Closure first = nfa.new Closure();
        first.add(nfa.start(), test(match, from));
        int[] members = first.members();
        int last = NONE;
        for (int at = from; members.length > 0; at++) {
            if (members[0] == Nfa.ACCEPT && at >= least) {
                last = at;
                if (!wantLongest) {
                    return last;
                }
            }
            if (at == to) {
                break;
            }
            int color = colors.of(match.subject().at(at));
            Nfa.Closure next = nfa.new Closure();
            Nfa.Test test = test(match, at + 1);
            for (int member : members) {
                boolean[] takes = nfa.state(member).takes();
                if (takes != null && takes[color]) {
                    next.add(nfa.state(member).targets()[0], test);
                }
            }
            members = next.members();
        }
        return last;
    }

    static Nfa.Test test(Match match, int at) {
        return state -> {
            Ast.Place condition = state.condition();
            return condition != null ? match.subject().holds(condition, at) : match.lookHolds(state.look(), at);
        };
    }
}
