package io.trefoil.tck.harness.program;

import io.trefoil.tck.harness.client.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What runs a program: the client's language, and whether this machine has it with its driver. */
public enum Interpreter {
    /** Files for psql, echoed as they run. */
    PSQL("psql", "psql") {
        @Override
        List<String> command(String executable, Path program, Endpoint endpoint) {
            return List.of(
                    executable,
                    "-X",
                    "-a",
                    "-h",
                    endpoint.host(),
                    "-p",
                    String.valueOf(endpoint.port()),
                    "-U",
                    endpoint.user(),
                    "-d",
                    endpoint.database(),
                    "-f",
                    program.toString());
        }

        @Override
        Optional<String> find() {
            return works("psql", "--version") ? Optional.of("psql") : Optional.empty();
        }
    },

    /** Python with psycopg2. */
    PYTHON("py", "python3 with psycopg2") {
        @Override
        Optional<String> find() {
            for (String python : List.of("/usr/bin/python3", "python3")) {
                if (works(python, "-c", "import psycopg2")) {
                    return Optional.of(python);
                }
            }
            return Optional.empty();
        }
    },

    /** Node with pg, installed below the module's target folder or where node looks by itself. */
    NODE("js", "node with the package pg") {
        @Override
        Optional<String> find() {
            return works("node", "-e", "require('pg')") ? Optional.of("node") : Optional.empty();
        }
    };

    private static final int SECONDS_MAX = 600;
    private static final Path NODE_MODULES = Path.of("target/node/node_modules").toAbsolutePath();

    private final String extension;
    private final String needs;

    Interpreter(String extension, String needs) {
        this.extension = extension;
        this.needs = needs;
    }

    /** The interpreter of a file by its extension. */
    public static Optional<Interpreter> of(Path file) {
        for (Interpreter interpreter : values()) {
            if (file.toString().endsWith("." + interpreter.extension)) {
                return Optional.of(interpreter);
            }
        }
        return Optional.empty();
    }

    /** What must be installed, for people. */
    public String needs() {
        return needs;
    }

    /** The executable, if it and its driver are there. */
    abstract Optional<String> find();

    /** The command line; programs get host, port, user and database as arguments. */
    List<String> command(String executable, Path program, Endpoint endpoint) {
        return List.of(
                executable,
                program.toString(),
                endpoint.host(),
                String.valueOf(endpoint.port()),
                endpoint.user(),
                endpoint.database());
    }

    /** Whether programs of this kind can run here. */
    public boolean isInstalled() {
        return find().isPresent();
    }

    /**
     * Runs a program and returns what it printed on both streams.
     *
     * @throws AssertionError when it ends with another code than 0 or not at all
     */
    public String run(Path program, Endpoint endpoint, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(command(find().orElseThrow(), program, endpoint));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("program", ".out");
        try {
            Process process = process(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(program + " does not end:\n" + Files.readString(output));
            }
            String text = Files.readString(output);
            if (process.exitValue() != 0) {
                throw new AssertionError(program + " ended with " + process.exitValue() + ":\n" + text);
            }
            return text;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static ProcessBuilder process(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("NODE_PATH", NODE_MODULES.toString());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        builder.environment().put("PGCONNECT_TIMEOUT", "60");
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder;
    }

    private static boolean works(String... command) {
        try {
            Process process = process(List.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
