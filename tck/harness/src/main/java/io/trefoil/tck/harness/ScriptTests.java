package io.trefoil.tck.harness;

import io.trefoil.tck.harness.iso.IsoScript;
import io.trefoil.tck.harness.program.ClientProgram;
import io.trefoil.tck.harness.program.Interpreter;
import io.trefoil.tck.harness.server.PostgresTarget;
import io.trefoil.tck.harness.server.PostgresUnavailable;
import io.trefoil.tck.harness.server.Script;
import io.trefoil.tck.harness.server.Target;
import io.trefoil.tck.harness.slt.SltScript;
import io.trefoil.tck.harness.wire.WireScript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/**
 * Scripts below a folder as JUnit tests, one a file.
 *
 * <pre>
 *   -Dtck.only=types/         only files whose path has this in it
 *   -Dtck.rewrite             write what PostgreSQL answers over what the scripts expect
 *   -Dtck.rewrite=memory      the same for records that PostgreSQL does not run, from the memory store
 * </pre>
 */
public final class ScriptTests {
    private ScriptTests() {}

    /** Tests of the {@code .slt}, {@code .wire} and {@code .iso} files and the client programs below {@code root}, in the order of their names. */
    public static Stream<DynamicTest> on(Path root, Supplier<Target> target) {
        return files(root).stream().map(file -> {
            String name = root.relativize(file).toString();
            URI source = file.toUri();
            return DynamicTest.dynamicTest(name, source, () -> run(script(file), target.get()));
        });
    }

    private static void run(Script script, Target target) throws IOException {
        String rewrite = System.getProperty("tck.rewrite");
        if (rewrite == null) {
            script.verify(target);
            return;
        }
        String from = rewrite.isEmpty() || rewrite.equals("true") ? "postgresql" : rewrite;
        Assumptions.assumeTrue(target.name().equals(from), "expectations are rewritten from " + from);
        script.rewrite(target);
    }

    private static Script script(Path file) {
        Optional<Interpreter> interpreter = Interpreter.of(file);
        if (interpreter.isPresent()) {
            return new ClientProgram(file, interpreter.get());
        }
        String name = file.toString();
        if (name.endsWith(".iso")) {
            return new IsoScript(file);
        }
        return name.endsWith(".slt") ? new SltScript(file) : new WireScript(file);
    }

    private static List<Path> files(Path root) {
        String only = System.getProperty("tck.only", "");
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(ScriptTests::isScript)
                    .filter(file -> file.toString().contains(only))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isScript(Path file) {
        return file.toString().endsWith(".slt")
                || file.toString().endsWith(".wire")
                || file.toString().endsWith(".iso")
                || Interpreter.of(file).isPresent();
    }

    /** The one PostgreSQL of this JVM; tests that ask for it are skipped, with a note, where none starts. */
    public static PostgresTarget postgres() {
        Postgres.Start start = Postgres.ONCE;
        if (start.target() == null) {
            Assumptions.abort(start.problem());
        }
        return start.target();
    }

    private static final class Postgres {
        record Start(@Nullable PostgresTarget target, String problem) {}

        static final Start ONCE = start();

        private static Start start() {
            try {
                return new Start(PostgresTarget.start(), "");
            } catch (PostgresUnavailable e) {
                System.out.println("NOTE: no comparison with PostgreSQL: " + e.getMessage());
                return new Start(null, String.valueOf(e.getMessage()));
            }
        }
    }
}
