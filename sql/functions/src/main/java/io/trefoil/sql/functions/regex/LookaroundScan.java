package io.trefoil.sql.functions.regex;

import java.util.BitSet;

/** Works out at which places of a subject a lookaround holds, in one pass over it. */
final class LookaroundScan {
    private final Nfa nfa;
    private final Colors colors;
    private final boolean ahead;
    private final boolean wanted;

    /** What lies ahead is read backwards from the text's end, what lies behind forwards from its start. */
    LookaroundScan(Lookaround lookaround, Colors colors) {
        this.nfa = new Nfa(lookaround.ahead() ? lookaround.body().reversed() : lookaround.body(), colors);
        this.colors = colors;
        this.ahead = lookaround.ahead();
        this.wanted = lookaround.wanted();
    }

    BitSet scan(Match match) {
        Subject subject = match.subject();
        int length = subject.length();
        BitSet holds = new BitSet(length + 1);
        int[] members = {};
        for (int step = 0; step <= length; step++) {
            int place = ahead ? length - step : step;
            Nfa.Closure closure = nfa.new Closure();
            Nfa.Test test = SimulatedNfa.test(match, place);
            closure.add(nfa.start(), test);
            if (step > 0) {
                int color = colors.of(subject.at(ahead ? place : place - 1));
                for (int member : members) {
                    boolean[] takes = nfa.state(member).takes();
                    if (takes != null && takes[color]) {
                        closure.add(nfa.state(member).targets()[0], test);
                    }
                }
            }
            members = closure.members();
            holds.set(place, (members.length > 0 && members[0] == Nfa.ACCEPT) == wanted);
        }
        return holds;
    }
}
