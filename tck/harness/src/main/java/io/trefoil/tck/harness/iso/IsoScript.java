package io.trefoil.tck.harness.iso;

import io.trefoil.tck.harness.iso.IsoScenario.Outcome;
import io.trefoil.tck.harness.server.Script;
import io.trefoil.tck.harness.server.Target;
import io.trefoil.tck.harness.server.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * An {@code .iso} script: what sessions that run side by side see of each other, at each isolation level. Records are
 * parted by blank lines; {@code #} begins a comment.
 *
 * <pre>
 *   setup                                 SQL before each scenario below, until the next setup
 *   create table t (id int primary key, v int);
 *   insert into t values (1, 10)
 *
 *   scenario two writers of a row [at read committed, serializable] [only trefoil]
 *   a: begin                              a step is a session's name and a statement; a line that begins with blanks
 *   b: begin                              goes on with the one above
 *   a: update t set v = 11 where id = 1
 *   b: update t set v = 12 where id = 1
 *   a: commit
 *   b: commit
 *   ---- read committed                   what comes back at these levels: tags, or rows as (1, x) (2, y)
 *   a: BEGIN
 *   b: BEGIN
 *   a: UPDATE 1
 *   b: waits                              the step is blocked by another session
 *   a: COMMIT
 *   b: UPDATE 1                           ... and goes on here
 *   b: COMMIT
 *   ---- serializable on postgresql       where the servers differ, one for each
 *   ---- serializable on trefoil  # why
 * </pre>
 *
 * <p>Every scenario runs at all three levels unless told otherwise, each time in a fresh schema; the level is the sessions'
 * {@code default_transaction_isolation}. Errors are {@code error SQLSTATE message}, without message for class 40, and
 * 40P01 as 40001. {@code
 * -Dtck.rewrite} writes PostgreSQL's answers; {@code -Dtck.rewrite=memory} then adds ours where they differ.
 */
public final class IsoScript implements Script {
    private static final String POSTGRES = "postgresql";
    private static final String TREFOIL = "trefoil";

    private final Path file;

    public IsoScript(Path file) {
        this.file = file;
    }

    private interface Check {
        void accept(IsoScenario scenario, Map<String, List<String>> byLevel);
    }

    @Override
    public void verify(Target target) throws IOException {
        List<String> differences = new ArrayList<>();
        run(
                target,
                (scenario, byLevel) -> byLevel.forEach((level, actual) -> {
                    Outcome expected = scenario.outcome(level, server(target));
                    if (expected == null || !actual.equals(expected.lines())) {
                        differences.add(
                                file + ":" + scenario.line() + " " + scenario.name() + " at " + level + "\nexpected\n  "
                                        + (expected == null ? "(nothing said)" : String.join("\n  ", expected.lines()))
                                        + "\nactual\n  "
                                        + String.join("\n  ", actual) + "\n");
                    }
                }));
        if (!differences.isEmpty()) {
            throw new AssertionError(differences.size() + " outcomes differ on " + target.name() + "\n"
                    + String.join("\n", differences));
        }
    }

    private static String server(Target target) {
        return target.name().equals(POSTGRES) ? POSTGRES : TREFOIL;
    }

    @Override
    public void rewrite(Target target) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        List<IsoScenario> scenarios = new ArrayList<>();
        List<Map<String, List<String>>> answers = new ArrayList<>();
        run(target, (scenario, byLevel) -> {
            scenarios.add(scenario);
            answers.add(byLevel);
        });
        for (int i = scenarios.size() - 1; i >= 0; i--) {
            IsoScenario scenario = scenarios.get(i);
            List<String> place = lines.subList(scenario.line(), scenario.end());
            place.clear();
            for (Outcome outcome : IsoRewrite.outcomes(scenario, answers.get(i), server(target))) {
                place.addAll(outcome.text());
            }
        }
        Files.write(file, lines);
    }

    /** The levels side by side, for most of the time is spent waiting; each on a database of its own. */
    private void run(Target target, Check check) throws IOException {
        List<IsoFile.Entry> entries = IsoFile.read(file);
        Map<String, Future<List<List<String>>>> running = new LinkedHashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String level : IsoScenario.LEVELS) {
                TestDatabase database = target.create();
                running.put(level, threads.submit(() -> run(database, target.name(), level, entries)));
            }
        }
        for (int i = 0; i < entries.size(); i++) {
            IsoScenario scenario = entries.get(i).scenario();
            if (scenario.runsOn(target.name())) {
                Map<String, List<String>> byLevel = new LinkedHashMap<>();
                for (String level : scenario.levels()) {
                    byLevel.put(level, answers(level, running.get(level)).get(i));
                }
                check.accept(scenario, byLevel);
            }
        }
    }

    private static List<List<String>> answers(String level, @Nullable Future<List<List<String>>> run) {
        if (run == null || run.state() != Future.State.SUCCESS) {
            throw new IllegalStateException("at " + level, run == null ? null : run.exceptionNow());
        }
        return run.resultNow();
    }

    /** The answers of each scenario, none where it does not run. */
    private static List<List<String>> run(
            TestDatabase database, String target, String level, List<IsoFile.Entry> entries) {
        List<List<String>> answers = new ArrayList<>();
        try (database;
                IsoRun run = new IsoRun(database.endpoint(), target)) {
            for (IsoFile.Entry entry : entries) {
                IsoScenario scenario = entry.scenario();
                boolean runs = scenario.runsOn(target) && scenario.levels().contains(level);
                answers.add(runs ? run.run(entry.setup(), scenario, level) : List.of());
            }
        }
        return answers;
    }
}
