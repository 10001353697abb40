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
 * pgbench on PostgreSQL and on Trefoil, script by script in turn on this machine, and the ratio of what they reach. Both
 * keep what they commit: PostgreSQL with its default settings, Trefoil on RocksDB. PostgreSQL runs at READ COMMITTED as it
 * does without being told, Trefoil at SERIALIZABLE.
 *
 * <pre>
 *   --scale=10 --clients=8,32 --seconds=5 --warmup=5
 *   --scripts=select-only,simple-update,tpcb-like,insert-row,insert-100-rows,update-by-key,range-of-100,join-by-key
 *   --modes=simple,extended,prepared
 * </pre>
 */
public final class SideBySide {
    private static final String ALL_SCRIPTS = "select-only,simple-update,tpcb-like,insert-row,insert-100-rows,"
            + "update-by-key,range-of-100,join-by-key";
    /** What {@code ./trefoil start} gives the JVM (25): its own choice of collector and heap, and Netty's Unsafe. */
    static final List<String> JVM = List.of(
            "-XX:-UseSerialGC",
            "-XX:+UseG1GC",
            "-XX:TieredStopAtLevel=4",
            "-XX:+UseCompactObjectHeaders",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dio.netty.noUnsafe=false",
            "-Dio.netty.leakDetection.level=disabled");

    private final Map<String, String> options;
    private final List<String> scripts;
    private final List<String> modes;
    private final List<Integer> clientCounts;
    private final int scale;
    private final int seconds;
    private final int warmup;

    private SideBySide(Map<String, String> options) {
        this.options = options;
        this.scale = Integer.parseInt(option("scale", "10"));
        this.clientCounts = List.of(option("clients", "8").split(",", -1)).stream()
                .map(Integer::valueOf)
                .toList();
        this.seconds = Integer.parseInt(option("seconds", "5"));
        this.warmup = Integer.parseInt(option("warmup", "5"));
        this.scripts = List.of(option("scripts", ALL_SCRIPTS).split(",", -1));
        this.modes = List.of(option("modes", "prepared").split(",", -1));
    }

    private String option(String name, String otherwise) {
        return options.getOrDefault("--" + name, otherwise);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Map<String, String> options = new LinkedHashMap<>();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            options.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
        new SideBySide(options).run();
    }

    private void run() throws IOException, InterruptedException {
        Path store = Files.createTempDirectory("trefoil-side-by-side");
        try (PostgresProcess postgres = PostgresProcess.start(Map.of("fsync", "on", "max_connections", "200"));
                TrefoilProcess trefoil = TrefoilProcess.start(store.toString(), JVM, List.of())) {
            Path pgbench = postgres.binaries().resolve("pgbench");
            compare(
                    new PgbenchProgram(pgbench, trefoil.endpoint(), trefoil.pid()),
                    new PgbenchProgram(pgbench, postgres.endpoint(), postgres.pid()));
        } finally {
            delete(store);
        }
    }

    private void compare(PgbenchProgram trefoil, PgbenchProgram postgres) throws IOException, InterruptedException {
        System.out.printf(
                Locale.ROOT,
                "pgbench, scale %d, %d s each, %d processors, load average %.1f%n%n",
                scale,
                seconds,
                Runtime.getRuntime().availableProcessors(),
                load());
        PgbenchProgram.Initialization theirs = postgres.initialize(scale);
        // The first one of a fresh JVM is interpreted; a server that loads data has usually run a while.
        System.out.printf(
                Locale.ROOT,
                "first initialization of a new process: %.1f s%n",
                trefoil.initialize(scale).all());
        PgbenchProgram.Initialization ours = trefoil.initialize(scale);
        System.out.printf(Locale.ROOT, "%-32s %9s %9s %7s%n", "seconds", "Trefoil", "PgSQL", "ratio");
        seconds("initialize", ours.all(), theirs.all());
        seconds("  COPY of " + scale * 100_000 + " rows", ours.copy(), theirs.copy());
        seconds("  VACUUM ANALYZE", ours.vacuum(), theirs.vacuum());
        seconds("  ADD PRIMARY KEY", ours.primaryKeys(), theirs.primaryKeys());
        System.out.printf(
                Locale.ROOT,
                "%n%-32s %9s %9s %7s %8s %8s %7s %7s %5s%n",
                "tps",
                "Trefoil",
                "PgSQL",
                "ratio",
                "cpu us",
                "PgSQL",
                "retried",
                "failed",
                "load");
        for (String script : scripts) {
            // Thrown away: fills the caches of one, makes the compiler of the other look.
            postgres.measure(script, modes.get(0), scale, clientCounts.get(0), Math.min(2, warmup));
            trefoil.measure(script, modes.get(0), scale, clientCounts.get(0), warmup);
            for (int clients : clientCounts) {
                for (String mode : modes) {
                    PgbenchProgram.Figures other = postgres.measure(script, mode, scale, clients, seconds);
                    PgbenchProgram.Figures own = trefoil.measure(script, mode, scale, clients, seconds);
                    print(script + " " + mode + " -c " + clients, own, other);
                }
            }
        }
    }

    private static void seconds(String name, double ours, double theirs) {
        System.out.printf(Locale.ROOT, "%-32s %9.2f %9.2f %7.2f%n", name, ours, theirs, theirs / ours);
    }

    private static void print(String name, PgbenchProgram.Figures ours, PgbenchProgram.Figures theirs)
            throws IOException {
        System.out.printf(
                Locale.ROOT,
                "%-32s %9.0f %9.0f %7.2f %8.0f %8.0f %7d %7d %5.1f%n",
                name,
                ours.tps(),
                theirs.tps(),
                ours.tps() / theirs.tps(),
                ours.cpuMicros(),
                theirs.cpuMicros(),
                ours.retried(),
                ours.failed(),
                load());
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
