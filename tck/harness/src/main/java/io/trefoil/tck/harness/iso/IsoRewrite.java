package io.trefoil.tck.harness.iso;

import io.trefoil.tck.harness.iso.IsoScenario.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts what a server answered into a scenario's outcomes: equal levels together, servers apart only where they differ. */
final class IsoRewrite {
    private IsoRewrite() {}

    /** The outcomes with this server's answers in the place of its old ones. */
    static List<Outcome> outcomes(IsoScenario scenario, Map<String, List<String>> byLevel, String server) {
        String otherServer = server.equals("postgresql") ? "trefoil" : "postgresql";
        Map<String, Outcome> merged = new LinkedHashMap<>();
        byLevel.forEach((level, own) -> {
            Outcome before = scenario.outcome(level, server);
            Outcome other = scenario.outcome(level, otherServer);
            // an outcome that is said for both servers was PostgreSQL's answer when it was written
            boolean isKnown =
                    other != null && (server.equals("trefoil") || other.target().equals(otherServer));
            if (other == null || !isKnown || own.equals(other.lines())) {
                add(merged, level, "", "", own);
            } else {
                add(merged, level, server, server.equals("trefoil") ? reason(before, other) : "", own);
                add(
                        merged,
                        level,
                        otherServer,
                        otherServer.equals("trefoil") ? reason(before, other) : "",
                        other.lines());
            }
        });
        return merged.values().stream()
                .sorted(Comparator.comparing(
                        (Outcome outcome) -> outcome.target().equals("trefoil")))
                .toList();
    }

    private static String reason(@Nullable Outcome a, Outcome b) {
        return a != null && !a.reason().isEmpty() ? a.reason() : b.reason();
    }

    private static void add(
            Map<String, Outcome> merged, String level, String target, String reason, List<String> lines) {
        merged.merge(
                target + "\n" + String.join("\n", lines),
                new Outcome(List.of(level), target, reason, lines),
                (a, b) -> {
                    List<String> levels = new ArrayList<>(a.levels());
                    levels.addAll(b.levels());
                    return new Outcome(levels, target, a.reason().isEmpty() ? b.reason() : a.reason(), lines);
                });
    }
}
