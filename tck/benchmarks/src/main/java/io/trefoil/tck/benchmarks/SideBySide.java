package io.trefoil.tck.benchmarks;

import io.trefoil.tck.harness.server.PostgresProcess;
import io.trefoil.tck.harness.server.TrefoilProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * pgbench on PostgreSQL and on Trefoil, one after the other on this machine, and the ratio of what they reach. Both keep
 * what they commit: PostgreSQL with its default settings, Trefoil on RocksDB. PostgreSQL runs at READ COMMITTED as it
 * does without being told, Trefoil at SERIALIZABLE.
 *
 * <pre>
 *   --scale=10 --clients=8 --seconds=5
 *   --scripts=select-only,simple-update,tpcb-like
 *   --modes=simple,extended,prepared
 * </pre>
 */
public final class SideBySide {
    private final Map<String, String> options;
    private final List<String> scripts;
    private final List<String> modes;
    private final int scale;
    private final int clients;
    private final int seconds;

    private SideBySide(Map<String, String> options) {
        this.options = options;
        this.scale = Integer.parseInt(option("scale", "10"));
        this.clients = Integer.parseInt(option("clients", "8"));
        this.seconds = Integer.parseInt(option("seconds", "5"));
        this.scripts =
                List.of(option("scripts", "select-only,simple-update,tpcb-like").split(",", -1));
        this.modes = List.of(option("modes", "simple,extended,prepared").split(",", -1));
    }

    private String option(String name, String otherwise) {
        return options.getOrDefault("--" + name, otherwise);
    }

    /** What one server reached: the seconds of pgbench -i, and figures by script and mode. */
    private record Result(double initSeconds, Map<String, PgbenchProgram.Figures> figures, double load) {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Map<String, String> options = new LinkedHashMap<>();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            options.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
        new SideBySide(options).run();
    }

    private void run() throws IOException, InterruptedException {
        Path pgbench;
        Result postgres;
        try (PostgresProcess server = PostgresProcess.start(Map.of("fsync", "on"))) {
            pgbench = server.binaries().resolve("pgbench");
            postgres = measure(new PgbenchProgram(pgbench, server.endpoint()));
        }
        Path store = Files.createTempDirectory("trefoil-side-by-side");
        List<String> jvm = List.of("-Xmx1g", "-XX:-UseSerialGC", "-XX:+UseParallelGC", "-XX:TieredStopAtLevel=4");
        try (TrefoilProcess server = TrefoilProcess.start(store.toString(), jvm, List.of())) {
            print(measure(new PgbenchProgram(pgbench, server.endpoint())), postgres);
        } finally {
            delete(store);
        }
    }

    private Result measure(PgbenchProgram program) throws IOException, InterruptedException {
        double initSeconds = program.initialize(scale);
        Map<String, PgbenchProgram.Figures> figures = new LinkedHashMap<>();
        for (String script : scripts) {
            // The first run of each script is thrown away: caches of one, compiler of the other.
            program.measure(script, modes.get(modes.size() - 1), clients, Math.max(1, seconds));
            for (String mode : modes) {
                figures.put(script + " " + mode, program.measure(script, mode, clients, seconds));
            }
        }
        return new Result(initSeconds, figures, load());
    }

    private void print(Result trefoil, Result postgres) {
        System.out.printf(
                Locale.ROOT,
                "%npgbench, scale %d, %d clients, %d s each; %d processors, load average %.1f (PostgreSQL's run), %.1f"
                        + " (Trefoil's)%n",
                scale,
                clients,
                seconds,
                Runtime.getRuntime().availableProcessors(),
                postgres.load(),
                trefoil.load());
        System.out.printf("%-24s %12s %12s %8s %9s %9s%n", "", "Trefoil", "PostgreSQL", "ratio", "retried", "failed");
        System.out.printf(
                Locale.ROOT,
                "%-24s %10.1f s %10.1f s %8.2f%n",
                "initialize",
                trefoil.initSeconds(),
                postgres.initSeconds(),
                postgres.initSeconds() / trefoil.initSeconds());
        trefoil.figures().forEach((name, ours) -> {
            PgbenchProgram.Figures theirs = postgres.figures().get(name);
            double other = theirs == null ? 0 : theirs.tps();
            System.out.printf(
                    Locale.ROOT,
                    "%-24s %12.0f %12.0f %8.2f %9d %9d%n",
                    name,
                    ours.tps(),
                    other,
                    ours.tps() / other,
                    ours.retried(),
                    ours.failed());
        });
    }

    private static double load() throws IOException {
        Path file = Path.of("/proc/loadavg");
        return Files.exists(file) ? Double.parseDouble(Files.readString(file).split(" ", 2)[0]) : -1;
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
