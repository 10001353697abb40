package io.trefoil.tck.harness.iso;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One scenario of an {@code .iso} script.
 *
 * @param name what happens
 * @param levels where it runs: lower-case names of isolation levels
 * @param onlyTrefoil whether PostgreSQL is left out
 * @param steps in order
 * @param outcomes what must come back
 * @param line number of the first line behind the steps
 * @param end number of the line behind the last outcome
 */
record IsoScenario(
        String name,
        List<String> levels,
        boolean onlyTrefoil,
        List<Step> steps,
        List<Outcome> outcomes,
        int line,
        int end) {
    static final List<String> LEVELS = List.of("read committed", "repeatable read", "serializable");

    boolean runsOn(String target) {
        return !onlyTrefoil || !target.equals("postgresql");
    }

    /** What is said for this server alone goes before what is said for both. */
    @Nullable
    Outcome outcome(String level, String server) {
        Outcome both = null;
        for (Outcome outcome : outcomes) {
            if (outcome.isOf(level, server)) {
                return outcome;
            }
            both = outcome.isOf(level, "") ? outcome : both;
        }
        return both;
    }

    /** A statement that a session sends. */
    record Step(String session, String sql) {}

    /**
     * What the steps give at some levels.
     *
     * @param levels where it holds
     * @param target postgresql, trefoil, or empty for both
     * @param reason why the servers differ, may be empty
     * @param lines one an answer
     */
    record Outcome(List<String> levels, String target, String reason, List<String> lines) {
        boolean isOf(String level, String server) {
            return levels.contains(level) && target.equals(server);
        }

        List<String> text() {
            List<String> text = new ArrayList<>();
            text.add("---- " + String.join(", ", levels) + (target.isEmpty() ? "" : " on " + target)
                    + (reason.isEmpty() ? "" : " # " + reason));
            text.addAll(lines);
            return text;
        }
    }
}
