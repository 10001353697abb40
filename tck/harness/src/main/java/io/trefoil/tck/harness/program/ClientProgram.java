package io.trefoil.tck.harness.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.tck.harness.server.Script;
import io.trefoil.tck.harness.server.Target;
import io.trefoil.tck.harness.server.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A program of a real client; what it must print is in the file of its name with {@code .out} behind. */
public final class ClientProgram implements Script {
    private final Path file;
    private final Path expected;
    private final Interpreter interpreter;

    public ClientProgram(Path file, Interpreter interpreter) {
        this.file = file;
        this.expected = file.resolveSibling(file.getFileName() + ".out");
        this.interpreter = interpreter;
    }

    @Override
    public void verify(Target target) throws IOException {
        assertThat(output(target)).as("output of %s on %s", file, target.name()).isEqualTo(Files.readString(expected));
    }

    @Override
    public void rewrite(Target target) throws IOException {
        Files.writeString(expected, output(target));
    }

    private String output(Target target) throws IOException {
        Assumptions.assumeTrue(interpreter.isInstalled(), () -> interpreter.needs() + " is not installed");
        try (TestDatabase database = target.create()) {
            return interpreter
                    .run(file, database.endpoint())
                    .replace(file.toString(), file.getFileName().toString());
        }
    }
}
