package io.trefoil.tck.harness.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds PostgreSQL: installed (release 15 first, the one we are measured by, else the newest), or in a jar on the class
 * path, which the build adds where none is installed. {@code -Dtck.postgres=jar} asks for the jar.
 */
final class PostgresBinaries {
    private PostgresBinaries() {}

    /** The folder with initdb, postgres and, when installed, psql and pgbench. */
    static Optional<Path> find() {
        Optional<Path> installed =
                System.getProperty("tck.postgres", "").equals("jar") ? Optional.empty() : findInstalled();
        return installed.isPresent() ? installed : unpackFromJar();
    }

    private static Optional<Path> unpackFromJar() {
        try (InputStream archive = PostgresBinaries.class.getResourceAsStream("/postgres-linux-x86_64.txz")) {
            if (archive == null) {
                return Optional.empty();
            }
            Path folder = Files.createTempDirectory("trefoil-postgresql");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path file = folder.resolve("postgresql.txz");
            Files.copy(archive, file);
            Process tar = new ProcessBuilder("tar", "-xJf", file.toString(), "-C", folder.toString())
                    .inheritIO()
                    .start();
            boolean unpacked = tar.waitFor() == 0;
            Files.delete(file);
            return unpacked ? Optional.of(folder.resolve("bin")) : Optional.empty();
        } catch (IOException e) {
            throw new PostgresUnavailable("PostgreSQL could not be unpacked: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PostgresUnavailable("interrupted while PostgreSQL is unpacked", e);
        }
    }

    private static Optional<Path> findInstalled() {
        List<Path> folders = new ArrayList<>();
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            folders.add(Path.of(folder));
        }
        Path debian = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(debian)) {
            try (Stream<Path> releases = Files.list(debian)) {
                releases.sorted(Comparator.comparingInt(PostgresBinaries::preference))
                        .forEach(r -> folders.add(r.resolve("bin")));
            } catch (IOException e) {
                // not readable: as good as not installed
            }
        }
        folders.add(Path.of("/opt/homebrew/opt/postgresql@15/bin"));
        folders.add(Path.of("/usr/local/opt/postgresql@15/bin"));
        // A folder with the client programs too is better than one with the server alone.
        return folders.stream()
                .filter(folder ->
                        Files.isExecutable(folder.resolve("initdb")) && Files.isExecutable(folder.resolve("postgres")))
                .min(Comparator.comparing(folder -> !Files.isExecutable(folder.resolve("pgbench"))));
    }

    private static int preference(Path release) {
        String name = release.getFileName().toString();
        int number = name.matches("[0-9]+") ? Integer.parseInt(name) : 0;
        return number == 15 ? Integer.MIN_VALUE : -number;
    }
}
