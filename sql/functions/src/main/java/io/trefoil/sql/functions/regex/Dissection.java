package io.trefoil.sql.functions.regex;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Divides a match among the parts of a regular expression, by PostgreSQL's rules: earlier parts choose first, each the
 * longest or the shortest text that lets the others match (PostgreSQL docs, "Regular Expression Matching Rules").
 */
final class Dissection {
    private final Map<Node, Automaton> automata = new IdentityHashMap<>();
    private final boolean ignoreCase;

    Dissection(Node tree, Colors colors, boolean ignoreCase) {
        this.ignoreCase = ignoreCase;
        prepare(tree, colors);
    }

    private void prepare(Node node, Colors colors) {
        automata.put(node, Automaton.of(node.ast(), colors));
        switch (node) {
            case Node.Plain plain -> {}
            case Node.BackReference reference -> {}
            case Node.Capture capture -> prepare(capture.part(), colors);
            case Node.Iteration iteration -> prepare(iteration.part(), colors);
            case Node.Alternatives alternatives -> alternatives.branches().forEach(branch -> prepare(branch, colors));
            case Node.Concat concat -> {
                prepare(concat.left(), colors);
                prepare(concat.right(), colors);
            }
        }
    }

    private Automaton automaton(Node node) {
        return Objects.requireNonNull(automata.get(node));
    }

    /** Sets the captures for a match of exactly this text, or says that back references forbid it. */
    boolean dissect(Node node, Match match, int from, int to) {
        return switch (node) {
            case Node.Plain plain -> true;
            case Node.BackReference reference -> backReference(reference, match, from, to);
            case Node.Concat concat -> concat(concat, match, from, to);
            case Node.Iteration iteration -> iteration(iteration, match, from, to);
            case Node.Alternatives alternatives -> {
                for (Node branch : alternatives.branches()) {
                    if (automaton(branch).matches(match, from, to) && dissect(branch, match, from, to)) {
                        yield true;
                    }
                }
                yield false;
            }
            case Node.Capture capture -> {
                boolean done = dissect(capture.part(), match, from, to);
                if (done) {
                    match.set(capture.group(), from, to);
                }
                yield done;
            }
        };
    }

    private boolean concat(Node.Concat node, Match match, int from, int to) {
        Automaton left = automaton(node.left());
        Automaton right = automaton(node.right());
        boolean shorter = node.left().prefersShorter();
        int[] saved = match.save();
        int middle = shorter ? left.shortest(match, from, from, to) : left.longest(match, from, to);
        while (middle != Automaton.NONE) {
            if (right.matches(match, middle, to)
                    && dissect(node.left(), match, from, middle)
                    && dissect(node.right(), match, middle, to)) {
                return true;
            }
            match.restore(saved);
            if (middle == (shorter ? to : from)) {
                return false;
            }
            middle = shorter ? left.shortest(match, from, middle + 1, to) : left.longest(match, from, middle - 1);
        }
        return false;
    }

    private boolean backReference(Node.BackReference node, Match match, int from, int to) {
        if (!match.took(node.group())) {
            return false;
        }
        int start = match.start(node.group());
        int length = match.end(node.group()) - start;
        if (length == 0) {
            return from == to;
        }
        int total = to - from;
        int times = total / length;
        if (total % length != 0 || times < node.min() || node.max() != Ast.UNLIMITED && times > node.max()) {
            return false;
        }
        for (int i = 0; i < total; i++) {
            if (!same(match.subject().at(start + i % length), match.subject().at(from + i))) {
                return false;
            }
        }
        return true;
    }

    private boolean same(int a, int b) {
        return a == b || ignoreCase && asciiLower(a) == asciiLower(b);
    }

    private static int asciiLower(int c) {
        return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    }

    /**
     * An empty text is one iteration where the part can be empty, so that its captures are set; else, and where the part
     * prefers the shortest text, it is no iteration.
     */
    private boolean iteration(Node.Iteration node, Match match, int from, int to) {
        if (from == to && node.min() == 0 && node.part().prefersShorter()) {
            return true;
        }
        int min = Math.max(node.min(), 1);
        int limit = Math.max(to - from, min);
        int max = node.max() == Ast.UNLIMITED ? limit : Math.min(node.max(), limit);
        int[] saved = match.save();
        boolean done = iterate(node, match, from, to, min, max, new ArrayList<>(List.of(from)));
        if (!done) {
            match.restore(saved);
        }
        return done || from == to && node.min() == 0;
    }

    /** Tries all divisions in the order of preference; the places where the iterations so far end are kept in a list. */
    private boolean iterate(Node.Iteration node, Match match, int from, int to, int min, int max, List<Integer> ends) {
        int done = ends.size() - 1;
        int begin = ends.get(done);
        if (done >= min && begin == to && dissectAll(node, match, ends)) {
            return true;
        }
        if (done == max || begin == to && done >= min) {
            return false;
        }
        Automaton part = automaton(node.part());
        boolean shorter = node.part().prefersShorter();
        int missing = min - done - 1;
        boolean mayBeEmpty = begin == to || missing > 0 && missing >= to - begin;
        int least = mayBeEmpty ? begin : begin + 1;
        int end = shorter ? part.shortest(match, begin, Math.min(least, to), to) : part.longest(match, begin, to);
        while (end != Automaton.NONE && end >= least) {
            ends.add(end);
            if (iterate(node, match, from, to, min, max, ends)) {
                return true;
            }
            ends.remove(ends.size() - 1);
            if (end == (shorter ? to : begin)) {
                return false;
            }
            end = shorter ? part.shortest(match, begin, end + 1, to) : part.longest(match, begin, end - 1);
        }
        return false;
    }

    /** Each iteration forgets the captures of the one before. */
    private boolean dissectAll(Node.Iteration node, Match match, List<Integer> ends) {
        int[] before = match.save();
        for (int i = 1; i < ends.size(); i++) {
            match.restore(before);
            if (!dissect(node.part(), match, ends.get(i - 1), ends.get(i))) {
                match.restore(before);
                return false;
            }
        }
        return true;
    }
}
