package io.trefoil.tck.harness.slt;

import io.trefoil.tck.harness.server.Script;
import io.trefoil.tck.harness.server.Target;
import io.trefoil.tck.harness.server.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One {@code .slt} file: run it and see every difference at once, or rewrite what it expects. */
public final class SltScript implements Script {
    private static final int DIFFERENCES_SHOWN_MAX = 25;

    private final Path file;

    public SltScript(Path file) {
        this.file = file;
    }

    /** Runs the script on an empty database; fails with all differences, each under {@code file:line}. */
    @Override
    public void verify(Target target) throws IOException {
        List<SltRunner.Difference> differences = run(target);
        if (differences.isEmpty()) {
            return;
        }
        StringBuilder text =
                new StringBuilder(differences.size() + " of the records differ on " + target.name() + "\n");
        for (SltRunner.Difference difference :
                differences.subList(0, Math.min(DIFFERENCES_SHOWN_MAX, differences.size()))) {
            SltRecord.Lines place = place(difference.record());
            text.append(place.file()).append(':').append(place.head()).append('\n');
            text.append(sql(difference.record()))
                    .append('\n')
                    .append(difference.explanation())
                    .append("\n\n");
        }
        throw new AssertionError(text.toString());
    }

    /**
     * Runs the script and writes what happened over what it expected. PostgreSQL has the last word: a target of ours only
     * rewrites the records that PostgreSQL does not run. Included files stay as they are.
     */
    @Override
    public void rewrite(Target target) throws IOException {
        List<SltRunner.Difference> differences = new ArrayList<>(run(target));
        differences.removeIf(difference -> !place(difference.record()).file().equals(file));
        if (!target.name().equals("postgresql")) {
            differences.removeIf(difference -> condition(difference.record()).allows("postgresql"));
        }
        differences.sort(
                Comparator.comparingInt((SltRunner.Difference d) -> d.record().line())
                        .reversed());
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        for (SltRunner.Difference difference : differences) {
            rewrite(lines, difference);
        }
        if (!differences.isEmpty()) {
            Files.write(file, lines);
        }
    }

    private static void rewrite(List<String> lines, SltRunner.Difference difference) {
        SltRecord.Lines place = place(difference.record());
        if (difference.record() instanceof SltRecord.Rows) {
            List<String> results = lines.subList(place.results() - 1, Math.min(lines.size(), place.end() - 1));
            results.clear();
            if (difference.head().startsWith("query")) {
                results.add("----");
                results.addAll(difference.rows());
            }
        }
        lines.set(place.head() - 1, difference.head());
    }

    private List<SltRunner.Difference> run(Target target) throws IOException {
        List<SltRecord> records = SltParser.parse(file);
        SltRunner.Mode mode = target.name().equals("rocksdb") ? SltRunner.Mode.EXTENDED : SltRunner.Mode.SIMPLE;
        try (TestDatabase database = target.create();
                SltRunner runner = new SltRunner(database, target.name(), mode)) {
            return runner.run(records);
        }
    }

    private static SltRecord.Lines place(SltRecord record) {
        return switch (record) {
            case SltRecord.Statement statement -> statement.lines();
            case SltRecord.Rows rows -> rows.lines();
            default -> throw new IllegalStateException("only statements and queries differ");
        };
    }

    private static SltRecord.Condition condition(SltRecord record) {
        return switch (record) {
            case SltRecord.Statement statement -> statement.condition();
            case SltRecord.Rows rows -> rows.condition();
            default -> SltRecord.Condition.ALWAYS;
        };
    }

    private static String sql(SltRecord record) {
        return switch (record) {
            case SltRecord.Statement statement -> statement.sql();
            case SltRecord.Rows rows -> rows.sql();
            default -> "";
        };
    }
}
