package io.trefoil.sql.functions.differential;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A private PostgreSQL 15 in collation C, started for the test run and removed at its end; or, with
 * {@code -Dtck.oracle=SOCKETDIR:PORT}, one that already runs. Spoken to through psql, so no driver is needed.
 */
final class PostgresOracle {
    private static final Path BINARIES = Path.of("/usr/lib/postgresql/15/bin");
    private static final Object LOCK = new Object();
    private static @Nullable PostgresOracle started;

    private final String socketDirectory;
    private final String port;

    private PostgresOracle(String socketDirectory, String port) {
        this.socketDirectory = socketDirectory;
        this.port = port;
    }

    /** The oracle, or empty where PostgreSQL 15 is not installed. */
    static Optional<PostgresOracle> find() {
        synchronized (LOCK) {
            if (started == null) {
                String running = System.getProperty("tck.oracle");
                if (running != null) {
                    String[] parts = running.split(":");
                    started = new PostgresOracle(parts[0], parts[1]);
                } else if (Files.isExecutable(BINARIES.resolve("initdb"))) {
                    started = start();
                }
            }
            return Optional.ofNullable(started);
        }
    }

    /** Runs a script through psql and returns the lines it prints. */
    List<String> run(String script) {
        try {
            Path input = Files.createTempFile("oracle", ".sql");
            Files.writeString(input, script);
            List<String> command = List.of(
                    "psql",
                    "-X",
                    "-q",
                    "-A",
                    "-t",
                    "-h",
                    socketDirectory,
                    "-p",
                    port,
                    "-U",
                    "postgres",
                    "-d",
                    "postgres",
                    "-v",
                    "ON_ERROR_STOP=1",
                    "-f",
                    input.toString());
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().put("PGCLIENTENCODING", "UTF8");
            String output = read(builder.redirectErrorStream(true).start(), command);
            Files.delete(input);
            return List.of(output.split("\n"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PostgresOracle start() {
        try {
            Path home = Files.createTempDirectory("oracle");
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
            Path data = home.resolve("data");
            String port =
                    Integer.toString(20_000 + (int) (ProcessHandle.current().pid() % 20_000));
            command(BINARIES + "/initdb -D " + data + " -U postgres --locale=C --encoding=UTF8 -A trust");
            String options = "-c fsync=off -c listen_addresses= -c unix_socket_directories=" + home + " -p " + port;
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                command(BINARIES + "/pg_ctl -D " + data + " -m immediate stop");
                command("rm -rf " + data);
            }));
            command(BINARIES + "/pg_ctl -D " + data + " -l " + home + "/log -w -o '" + options + "' start >/dev/null");
            return new PostgresOracle(home.toString(), port);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the postgres user when we are root, as PostgreSQL refuses to run as root. */
    private static void command(String shell) {
        List<String> command = new ArrayList<>(
                "root".equals(System.getProperty("user.name")) ? List.of("su", "postgres", "-c") : List.of("sh", "-c"));
        command.add("cd /tmp && " + shell);
        try {
            read(new ProcessBuilder(command).redirectErrorStream(true).start(), command);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(Process process, List<String> command) throws IOException {
        try (InputStream stream = process.getInputStream()) {
            String output = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(command + " failed: " + output);
            }
            return output;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
