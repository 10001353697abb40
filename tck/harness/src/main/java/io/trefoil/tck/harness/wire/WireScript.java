package io.trefoil.tck.harness.wire;

import io.trefoil.tck.harness.client.WireClient;
import io.trefoil.tck.harness.server.Script;
import io.trefoil.tck.harness.server.Target;
import io.trefoil.tck.harness.server.TestDatabase;
import io.trefoil.wire.protocol.message.BackendMessage;
import io.trefoil.wire.protocol.message.FrontendMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A {@code .wire} script: messages to send, one a line, and the messages that must come back. Records are parted by blank
 * lines; {@code #} begins a comment.
 *
 * <pre>
 *   send
 *   Parse {"name": "s", "sql": "select $1::int4", "parameterTypes": [23]}
 *   Sync
 *
 *   until ReadyForQuery                   reads up to this message; several names wait for each in turn
 *   ----
 *   ParseComplete
 *   ReadyForQuery {"status": "I"}
 *
 *   until closed                          ... up to the end of the connection
 *   raw                                   bytes in hexadecimal on the lines below
 *   connect [NAME]                        a logged-in connection, new at first use
 *   connect NAME raw                      a TCP connection only
 *   ignore ParameterStatus NoticeResponse messages that are read over from here on
 *   skipif postgresql  # reason           the next record does not run there
 *   halt postgresql  # reason             nothing from here on runs there
 * </pre>
 */
public final class WireScript implements Script {
    /** What would otherwise come from the machine. */
    private static final Map<String, String> SETTINGS = Map.of("timezone", "UTC");

    private final Path file;

    public WireScript(Path file) {
        this.file = file;
    }

    private record Difference(int first, int end, int line, List<String> expected, List<String> actual) {}

    /** Where a run stands in the script. */
    private static final class Run {
        final Map<String, WireClient> connections = new LinkedHashMap<>();
        final List<Difference> differences = new ArrayList<>();
        List<String> ignored = List.of();
        boolean skipNext;
        boolean halted;
    }

    @Override
    public void verify(Target target) throws IOException {
        List<Difference> differences = run(target);
        if (!differences.isEmpty()) {
            StringBuilder text =
                    new StringBuilder(differences.size() + " of the records differ on " + target.name() + "\n");
            for (Difference difference : differences) {
                text.append(file).append(':').append(difference.line()).append("\nexpected\n  ");
                text.append(String.join("\n  ", difference.expected())).append("\nactual\n  ");
                text.append(String.join("\n  ", difference.actual())).append("\n\n");
            }
            throw new AssertionError(text.toString());
        }
    }

    @Override
    public void rewrite(Target target) throws IOException {
        List<Difference> differences = run(target);
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        for (Difference difference : differences.reversed()) {
            List<String> place = lines.subList(difference.first(), difference.end());
            place.clear();
            place.add("----");
            place.addAll(difference.actual());
        }
        if (!differences.isEmpty()) {
            Files.write(file, lines);
        }
    }

    private List<Difference> run(Target target) throws IOException {
        List<String> lines = Files.readAllLines(file);
        Run run = new Run();
        try (TestDatabase database = target.create()) {
            try {
                run.connections.put("default", WireClient.connect(database.endpoint(), SETTINGS));
                String current = "default";
                for (int line = 0; line < lines.size() && !run.halted; ) {
                    int end = line;
                    while (end < lines.size() && !lines.get(end).isBlank()) {
                        end++;
                    }
                    while (line < end && lines.get(line).startsWith("#")) {
                        line++;
                    }
                    if (line < end) {
                        current = record(lines, line, end, target, database, run, current);
                    }
                    line = end + 1;
                }
            } finally {
                run.connections.values().forEach(WireClient::close);
            }
        }
        return run.differences;
    }

    /** Runs one record; returns the name of the connection that the next one uses. */
    private String record(
            List<String> lines, int line, int end, Target target, TestDatabase database, Run run, String current) {
        while (lines.get(line).startsWith("skipif ") || lines.get(line).startsWith("onlyif ")) {
            boolean named = lines.get(line).split("\\s+")[1].equals(target.name());
            run.skipNext |= named == lines.get(line).startsWith("skipif ");
            line++;
        }
        if (run.skipNext) {
            run.skipNext = false;
            return current;
        }
        String[] words = lines.get(line).split("\\s+");
        switch (words[0]) {
            case "connect" -> {
                String name = words.length > 1 ? words[1] : "default";
                boolean raw = words.length > 2 && words[2].equals("raw");
                run.connections.computeIfAbsent(
                        name,
                        ignored -> raw
                                ? WireClient.open(database.endpoint())
                                : WireClient.connect(database.endpoint(), SETTINGS));
                return name;
            }
            case "halt" -> run.halted = words[1].equals(target.name());
            case "ignore" -> run.ignored = Arrays.asList(words).subList(1, words.length);
            case "send" -> {
                List<String> texts = lines.subList(line + 1, end);
                FrontendMessage[] messages = texts.stream()
                        .map(text -> text.replace(
                                        "$DATABASE", database.endpoint().database())
                                .replace("$USER", database.endpoint().user()))
                        .map(MessageText::parse)
                        .toArray(FrontendMessage[]::new);
                connection(run, current).send(messages);
            }
            case "raw" ->
                connection(run, current)
                        .sendBytes(HexFormat.of()
                                .parseHex(String.join("", lines.subList(line + 1, end))
                                        .replace(" ", "")));
            case "until" -> {
                List<String> actual =
                        receive(connection(run, current), Arrays.asList(words).subList(1, words.length), run.ignored);
                boolean results = line + 1 < end && lines.get(line + 1).equals("----");
                List<String> expected = results ? List.copyOf(lines.subList(line + 2, end)) : List.of();
                if (!expected.equals(actual)) {
                    run.differences.add(new Difference(line + 1, end, line + 1, expected, actual));
                }
            }
            default -> throw new IllegalArgumentException(file + ":" + (line + 1) + ": unknown record " + words[0]);
        }
        return current;
    }

    private static WireClient connection(Run run, String name) {
        return Objects.requireNonNull(run.connections.get(name));
    }

    private static List<String> receive(WireClient client, List<String> until, List<String> ignored) {
        List<String> actual = new ArrayList<>();
        int waiting = 0;
        while (waiting < until.size()) {
            BackendMessage message = client.receiveOrEnd();
            if (message == null) {
                actual.add("closed");
                return inOrder(actual);
            }
            String name = message.getClass().getSimpleName();
            if (name.equals(until.get(waiting))) {
                waiting++;
            } else if (ignored.contains(name)) {
                continue;
            }
            actual.add(MessageText.of(message));
        }
        return inOrder(actual);
    }

    /** The protocol promises no order among the settings reported together, so scripts have them by name. */
    private static List<String> inOrder(List<String> lines) {
        int start = 0;
        while (start < lines.size()) {
            int end = start;
            while (end < lines.size() && lines.get(end).startsWith("ParameterStatus ")) {
                end++;
            }
            lines.subList(start, end).sort(String.CASE_INSENSITIVE_ORDER);
            start = end + 1;
        }
        return lines;
    }
}
