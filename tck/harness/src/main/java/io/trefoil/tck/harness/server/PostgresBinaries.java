package io.trefoil.tck.harness.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds an installed PostgreSQL: release 15 first, the one we are measured by, else the newest. */
final class PostgresBinaries {
  private PostgresBinaries() {}

  /** The folder with initdb, postgres and the others. */
  static Optional<Path> find() {
    List<Path> folders = new ArrayList<>();
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      folders.add(Path.of(folder));
    }
    Path debian = Path.of("/usr/lib/postgresql");
    if (Files.isDirectory(debian)) {
      try (Stream<Path> releases = Files.list(debian)) {
        releases.sorted(Comparator.comparingInt(PostgresBinaries::preference)).forEach(r -> folders.add(r.resolve("bin")));
      } catch (IOException e) {
        // not readable: as good as not installed
      }
    }
    folders.add(Path.of("/opt/homebrew/opt/postgresql@15/bin"));
    folders.add(Path.of("/usr/local/opt/postgresql@15/bin"));
    return folders.stream()
        .filter(folder -> Files.isExecutable(folder.resolve("initdb")) && Files.isExecutable(folder.resolve("postgres")))
        .findFirst();
  }

  private static int preference(Path release) {
    String name = release.getFileName().toString();
    int number = name.matches("[0-9]+") ? Integer.parseInt(name) : 0;
    return number == 15 ? Integer.MIN_VALUE : -number;
  }
}
