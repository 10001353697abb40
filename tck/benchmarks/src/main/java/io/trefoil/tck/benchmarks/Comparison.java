package io.trefoil.tck.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/**
 * Contestants doing the same in turn, round after round in one run, so that what else the machine does hits all of them.
 * Prints the median of the rounds, and how ours compares to each other of its group, by the clock and by
 * processor time, client and server together.
 *
 * <pre>
 *   --threads=1,2,4,8 --seconds=1 --rounds=5 --warmup=5 --workloads=... --only=(regular expression)
 * </pre>
 */
final class Comparison {
    private final Map<String, String> options;
    private final List<Contestant> contestants;
    private final List<Workload> workloads;

    Comparison(Map<String, String> options, List<Contestant> contestants, List<Workload> workloads) {
        this.options = options;
        this.contestants = contestants;
        List<String> asked = List.of(options.getOrDefault("--workloads", "").split(",", -1));
        this.workloads = workloads.stream()
                .filter(workload -> asked.contains("") || asked.contains(workload.option()))
                .toList();
    }

    /** {@code --name=value} to its parts. */
    static Map<String, String> options(String[] arguments) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            options.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
        return options;
    }

    /** Those whose names have what {@code --only} asks for. */
    static List<Contestant> chosen(Map<String, String> options, List<Contestant> all) {
        Pattern only = Pattern.compile(options.getOrDefault("--only", ""));
        return all.stream()
                .filter(contestant -> only.matcher(contestant.name()).find())
                .toList();
    }

    private double number(String name, double otherwise) {
        String given = options.get("--" + name);
        return given == null ? otherwise : Double.parseDouble(given);
    }

    void run() throws InterruptedException, SQLException, IOException {
        print();
        for (Workload workload : workloads) {
            for (Contestant contestant : contestants) {
                Measurement.take(contestant, workload, 1, number("warmup", 5));
            }
            for (String threads : options.getOrDefault("--threads", "1,2,4,8").split(",", -1)) {
                compare(workload, Integer.parseInt(threads));
            }
        }
    }

    private void print() throws IOException {
        System.out.printf(
                Locale.ROOT,
                "Java %s, %d processors, load average %s, %s rounds of %s s after %s s of warm-up%n",
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                load(),
                number("rounds", 5),
                number("seconds", 1),
                number("warmup", 5));
        for (Contestant contestant : contestants) {
            System.out.printf("  %-24s %s: %s%n", contestant.name(), contestant.group(), contestant.promise());
        }
    }

    private void compare(Workload workload, int threads) throws InterruptedException, SQLException, IOException {
        Map<Contestant, List<Measurement>> rounds = new LinkedHashMap<>();
        int count = (int) number("rounds", 5);
        for (int round = 0; round < count; round++) {
            for (Contestant contestant : contestants) {
                rounds.computeIfAbsent(contestant, x -> new ArrayList<>())
                        .add(Measurement.take(contestant, workload, threads, number("seconds", 1)));
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%n%s, %d thread%s (load average %s)%n%-24s %10s %9s %8s %9s %21s %8s  %7s %7s%n",
                workload.option(),
                threads,
                threads == 1 ? "" : "s",
                load(),
                "",
                "per second",
                "us each",
                "cpu us",
                "server us",
                "slowest-fastest",
                "retried",
                "ratio",
                "by cpu");
        rounds.forEach((contestant, taken) -> {
            double median = median(taken, Measurement::perSecond);
            List<Double> sorted =
                    taken.stream().map(Measurement::perSecond).sorted().toList();
            System.out.printf(
                    Locale.ROOT,
                    "%-24s %10.0f %9.1f %8.1f %9.1f %10.0f-%10.0f %8d  %7s %7s%n",
                    contestant.name(),
                    median,
                    threads * 1e6 / median,
                    median(taken, Measurement::cpuMicros),
                    median(taken, Measurement::serverMicros),
                    sorted.get(0),
                    sorted.get(sorted.size() - 1),
                    taken.stream().mapToLong(Measurement::retried).sum(),
                    ratio(contestant, rounds, Measurement::perSecond),
                    ratio(
                            contestant,
                            rounds,
                            measurement -> 1 / (measurement.cpuMicros() + measurement.serverMicros())));
        });
    }

    /** The first of ours in its group against this one: above 1 ours does more in the same time. */
    private static String ratio(
            Contestant other, Map<Contestant, List<Measurement>> rounds, ToDoubleFunction<Measurement> figure) {
        return rounds.entrySet().stream()
                .filter(entry ->
                        entry.getKey().isTrefoil() && entry.getKey().group().equals(other.group()))
                .findFirst()
                .filter(entry -> !entry.getKey().equals(other))
                .map(entry -> median(entry.getValue(), figure) / median(rounds.getOrDefault(other, List.of()), figure))
                .map(ratio -> String.format(Locale.ROOT, "%.2f", ratio))
                .orElse("");
    }

    private static double median(List<Measurement> taken, ToDoubleFunction<Measurement> figure) {
        double[] sorted = taken.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static String load() throws IOException {
        Path file = Path.of("/proc/loadavg");
        return Files.exists(file) ? Files.readString(file).split(" ", 2)[0] : "unknown";
    }
}
