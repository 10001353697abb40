package io.trefoil.tck.conformance;

import io.trefoil.tck.harness.client.QueryResult;
import io.trefoil.tck.harness.client.WireClient;
import io.trefoil.tck.harness.server.Target;
import io.trefoil.tck.harness.server.TestDatabase;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The corpus on two servers, each file on a fresh database with the same schema, statement by statement. */
final class CorpusRun {
    static final List<String> FILES = List.of("psql", "pgjdbc", "hibernate", "dbeaver", "hand");

    private final List<String> refused = new ArrayList<>();
    private final List<String> different = new ArrayList<>();
    private final Map<String, int[]> counts = new LinkedHashMap<>();

    /** Runs everything; answers of the first server are held against those of the second. */
    static CorpusRun of(Target target, Target oracle, List<String> files) {
        CorpusRun run = new CorpusRun();
        for (String file : files) {
            List<CorpusStatement> statements = CorpusStatement.read(file);
            List<CorpusAnswer> actual = answers(target, statements);
            List<CorpusAnswer> expected = answers(oracle, statements);
            int[] count = run.counts.computeIfAbsent(file, name -> new int[3]);
            for (int i = 0; i < statements.size(); i++) {
                run.compare(statements.get(i), actual.get(i), expected.get(i), count);
            }
        }
        return run;
    }

    private static List<CorpusAnswer> answers(Target target, List<CorpusStatement> statements) {
        List<CorpusAnswer> answers = new ArrayList<>();
        try (TestDatabase database = target.create()) {
            WireClient client = WireClient.connect(database.endpoint());
            for (CorpusStatement setup : CorpusStatement.read("setup")) {
                QueryResult made = client.query(setup.sql());
                if (made.error() != null) {
                    System.out.println(
                            target.name() + ": " + setup + ": " + made.error().message());
                }
            }
            for (CorpusStatement statement : statements) {
                try {
                    answers.add(CorpusAnswer.of(
                            client, statement, database.endpoint().database()));
                    if (client.query("").status() != 'I') {
                        client.query("rollback");
                    }
                } catch (UncheckedIOException e) {
                    answers.add(new CorpusAnswer("broken", String.valueOf(e.getMessage()), "", List.of()));
                    client.abort();
                    client = WireClient.connect(database.endpoint());
                }
            }
            client.close();
        }
        return answers;
    }

    private void compare(CorpusStatement statement, CorpusAnswer actual, CorpusAnswer expected, int[] count) {
        count[0]++;
        String text = statement + ": ";
        String sql = "\n    " + statement.sql().replaceAll("\\s+", " ");
        if (!actual.endsAs(expected)) {
            String wanted =
                    expected.state().isEmpty() ? "" : " instead of " + expected.state() + " " + expected.message();
            refused.add(text + actual.state() + " " + actual.message() + wanted + sql);
            return;
        }
        count[1]++;
        String difference = expected.state().isEmpty() ? actual.difference(expected) : "";
        if (difference.isEmpty()) {
            count[2]++;
        } else {
            different.add(text + difference + sql);
        }
    }

    /** Statements that ended another way than on the oracle, with both reasons. */
    List<String> refused() {
        return refused;
    }

    /** Statements that ran on both servers and gave other rows or columns. */
    List<String> different() {
        return different;
    }

    int statements() {
        return total(0);
    }

    /** How many ended as on the oracle. */
    int running() {
        return total(1);
    }

    /** How many gave the same rows as well. */
    int same() {
        return total(2);
    }

    private int total(int column) {
        return counts.values().stream().mapToInt(count -> count[column]).sum();
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        counts.forEach((file, count) -> out.append(String.format(
                "%-10s %3d statements, %3d run, %3d with the same rows%n", file, count[0], count[1], count[2])));
        return out.append(String.format(
                        "%-10s %3d statements, %3d run, %3d with the same rows%n",
                        "corpus", statements(), running(), same()))
                .toString();
    }
}
