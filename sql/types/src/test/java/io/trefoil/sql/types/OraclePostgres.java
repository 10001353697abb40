package io.trefoil.sql.types;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A throw-away PostgreSQL server of the installed release 15: what it does is what the types have to do. */
final class OraclePostgres {
    private static final Path BIN = Path.of("/usr/lib/postgresql/15/bin");

    private final Path directory;
    private final int port;

    private OraclePostgres(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /** Starts a server, or says why there is none. */
    static Optional<OraclePostgres> start() throws IOException, InterruptedException {
        if (!Files.isExecutable(BIN.resolve("initdb"))) {
            System.out.println("SKIPPED: no PostgreSQL 15 in " + BIN + " to compare with");
            return Optional.empty();
        }
        Path directory = Files.createTempDirectory("types-oracle");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        int port;
        try (ServerSocket probe = new ServerSocket(0)) {
            port = probe.getLocalPort();
        }
        OraclePostgres oracle = new OraclePostgres(directory, port);
        String data = directory.resolve("data").toString();
        oracle.run(BIN + "/initdb", "-D", data, "--locale=C", "--encoding=UTF8", "-A", "trust", "-U", "postgres", "-N");
        oracle.run(
                BIN + "/pg_ctl",
                "-D",
                data,
                "-l",
                directory.resolve("log").toString(),
                "-w",
                "-o",
                "-F -c port=" + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=" + directory
                        + " -c shared_buffers=16MB",
                "start");
        return Optional.of(oracle);
    }

    /** Runs a command as a user who may run a server: the current one, or postgres when that is root. */
    private void run(String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            line.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        line.addAll(List.of(command));
        Path output = directory.resolve("output-" + System.nanoTime());
        Process process = new ProcessBuilder(line)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(line + " failed: " + Files.readString(output));
        }
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres");
    }

    void stop() throws IOException, InterruptedException {
        run(BIN + "/pg_ctl", "-D", directory.resolve("data").toString(), "-m", "immediate", "-w", "stop");
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
