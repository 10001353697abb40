package io.trefoil.tck.harness.iso;

import io.trefoil.tck.harness.iso.IsoScenario.Outcome;
import io.trefoil.tck.harness.iso.IsoScenario.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code .iso} scripts; the syntax is described at {@link IsoScript}. */
final class IsoFile {
    private static final String LEVEL = "(?:read committed|repeatable read|serializable)";
    private static final Pattern SCENARIO = Pattern.compile("scenario (?<name>.*?)(?: at (?<levels>" + LEVEL + "(?:, "
            + LEVEL + ")*))?(?<only> only trefoil)?(?:\\s+#.*)?");
    private static final Pattern OUTCOME =
            Pattern.compile("---- (?<levels>[a-z, ]+?)(?: on (?<target>postgresql|trefoil))?(?:\\s*# *(?<reason>.*))?");
    private static final Pattern STEP = Pattern.compile("(?<session>[a-z]\\w*): (?<sql>.*)");

    private final Path path;
    private final List<String> lines;
    private String setup = "";
    private int next;

    /** A scenario with the setup that goes before it. */
    record Entry(String setup, IsoScenario scenario) {}

    private IsoFile(Path path, List<String> lines) {
        this.path = path;
        this.lines = lines;
    }

    static List<Entry> read(Path path) throws IOException {
        IsoFile file = new IsoFile(path, Files.readAllLines(path));
        List<Entry> entries = new ArrayList<>();
        while (file.next < file.lines.size()) {
            String line = file.lines.get(file.next);
            if (line.isBlank() || line.startsWith("#")) {
                file.next++;
            } else if (line.equals("setup")) {
                file.next++;
                file.setup = String.join("\n", file.block());
            } else if (line.startsWith("scenario ")) {
                entries.add(new Entry(file.setup, file.scenario()));
            } else {
                throw file.fault("neither setup nor scenario");
            }
        }
        return entries;
    }

    private IsoScenario scenario() {
        Matcher head = SCENARIO.matcher(lines.get(next));
        if (!head.matches()) {
            throw fault("scenario NAME [at LEVEL, ...] [only trefoil]");
        }
        next++;
        List<Step> steps = new ArrayList<>();
        for (; inBlock() && !lines.get(next).startsWith("----"); next++) {
            step(steps);
        }
        int behindSteps = next;
        List<Outcome> outcomes = new ArrayList<>();
        while (inBlock()) {
            outcomes.add(outcome());
        }
        return new IsoScenario(
                head.group("name"),
                head.group("levels") == null ? IsoScenario.LEVELS : levels(head.group("levels")),
                head.group("only") != null,
                steps,
                outcomes,
                behindSteps,
                next);
    }

    /** A line of blanks before more SQL goes on with the step above. */
    private void step(List<Step> steps) {
        String line = lines.get(next);
        if (line.startsWith("#")) {
            return;
        }
        if (line.startsWith(" ") && !steps.isEmpty()) {
            Step before = steps.removeLast();
            steps.add(new Step(before.session(), before.sql() + "\n" + line.strip()));
            return;
        }
        Matcher step = STEP.matcher(line);
        if (!step.matches()) {
            throw fault("a step is \"session: SQL\"");
        }
        steps.add(new Step(step.group("session"), step.group("sql")));
    }

    private Outcome outcome() {
        Matcher head = OUTCOME.matcher(lines.get(next));
        if (!head.matches()) {
            throw fault("---- LEVEL, ... [on postgresql|trefoil] [# reason]");
        }
        next++;
        List<String> expected = new ArrayList<>();
        for (; inBlock() && !lines.get(next).startsWith("----"); next++) {
            expected.add(lines.get(next));
        }
        String target = head.group("target");
        String reason = head.group("reason");
        return new Outcome(
                levels(head.group("levels")), target == null ? "" : target, reason == null ? "" : reason, expected);
    }

    private List<String> levels(String text) {
        List<String> levels = Arrays.stream(text.split(",")).map(String::strip).toList();
        if (!IsoScenario.LEVELS.containsAll(levels)) {
            throw fault("levels are " + IsoScenario.LEVELS);
        }
        return levels;
    }

    private List<String> block() {
        List<String> block = new ArrayList<>();
        for (; inBlock(); next++) {
            block.add(lines.get(next));
        }
        return block;
    }

    private boolean inBlock() {
        return next < lines.size() && !lines.get(next).isBlank();
    }

    private IllegalArgumentException fault(String message) {
        return new IllegalArgumentException(path + ":" + (next + 1) + ": " + message);
    }
}
