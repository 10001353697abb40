package io.trefoil.tck.harness.server;

import io.trefoil.tck.harness.client.Endpoint;
import io.trefoil.tck.harness.client.ServerError;
import io.trefoil.tck.harness.client.WireClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of our own in a temporary directory, in C locale and UTF-8, open to everyone on loopback. It does
 * not force its files to disk: it is an oracle, not a database to keep.
 */
public final class PostgresProcess implements AutoCloseable {
    /** Named as Trefoil's, so that owners look the same in every answer. */
    private static final String SUPERUSER = "trefoil";

    private static final int START_SECONDS_MAX = 300;

    private final Path binaries;
    private final Path directory;
    private final int port;
    private final Process server;
    private final Thread closeAtExit = new Thread(this::stop, "stop PostgreSQL");

    private PostgresProcess(Path binaries, Path directory, int port, Process server) {
        this.binaries = binaries;
        this.directory = directory;
        this.port = port;
        this.server = server;
        Runtime.getRuntime().addShutdownHook(closeAtExit);
    }

    /**
     * Starts a server with the given settings.
     *
     * @throws PostgresUnavailable when none is installed or it does not start; the message says why
     */
    public static PostgresProcess start(Map<String, String> settings) {
        Path binaries = PostgresBinaries.find()
                .orElseThrow(() -> new PostgresUnavailable("PostgreSQL is not installed (initdb was not found)"));
        try {
            Path directory = Files.createTempDirectory("trefoil-oracle");
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
            Path data = directory.resolve("data");
            run(command(
                    binaries,
                    "initdb",
                    "--locale=C",
                    "--encoding=UTF8",
                    "-A",
                    "trust",
                    "-U",
                    SUPERUSER,
                    "--no-sync",
                    "-D",
                    data.toString()));
            int port = FreePort.find();
            List<String> command = new ArrayList<>(command(
                    binaries,
                    "postgres",
                    "-D",
                    data.toString(),
                    "-p",
                    String.valueOf(port),
                    "-k",
                    directory.toString(),
                    "-F"));
            settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
            Process server = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
            PostgresProcess process = new PostgresProcess(binaries, directory, port, server);
            process.awaitReady();
            return process;
        } catch (IOException e) {
            throw new PostgresUnavailable("PostgreSQL does not start: " + e.getMessage(), e);
        }
    }

    public Endpoint endpoint() {
        return new Endpoint("127.0.0.1", port, SUPERUSER, "postgres");
    }

    /** The postmaster's process; its children are counted into it when they end. */
    public long pid() throws IOException {
        try (var lines = Files.lines(directory.resolve("data/postmaster.pid"))) {
            return Long.parseLong(lines.findFirst().orElseThrow().strip());
        }
    }

    /** The folder with psql, pgbench and the others. */
    public Path binaries() {
        return binaries;
    }

    private void awaitReady() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS_MAX);
        while (!acceptsLogin()) {
            if (!server.isAlive() || System.nanoTime() > deadline) {
                String log = Files.readString(directory.resolve("log"));
                stop();
                throw new PostgresUnavailable("PostgreSQL does not start: " + log);
            }
            FreePort.pause();
        }
    }

    private boolean acceptsLogin() {
        try {
            WireClient.connect(endpoint()).close();
            return true;
        } catch (UncheckedIOException | ServerError e) {
            return false; // not listening yet, or "the database system is starting up"
        }
    }

    /** PostgreSQL refuses to run as root, so root hands the command to another user. */
    private static List<String> command(Path binaries, String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            boolean hasUser = readPasswd().anyMatch(line -> line.startsWith("postgres:"));
            command.addAll(List.of("setpriv", "--reuid", hasUser ? "postgres" : "nobody", "--clear-groups"));
        }
        command.add(binaries.resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static Stream<String> readPasswd() {
        try {
            return Files.readAllLines(Path.of("/etc/passwd")).stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        try {
            if (process.waitFor() != 0) {
                throw new PostgresUnavailable("PostgreSQL does not start: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PostgresUnavailable("interrupted while PostgreSQL starts", e);
        }
    }

    private void stop() {
        // SIGINT is PostgreSQL's fast shutdown; setpriv has become the server itself, so it reaches the right process.
        try {
            new ProcessBuilder("kill", "-INT", String.valueOf(server.pid()))
                    .start()
                    .waitFor();
            if (!server.waitFor(60, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
            deleteDirectory();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deleteDirectory() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(closeAtExit);
        stop();
    }
}
