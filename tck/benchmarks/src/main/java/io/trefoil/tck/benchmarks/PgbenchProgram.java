package io.trefoil.tck.benchmarks;

import io.trefoil.tck.harness.client.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** pgbench against one server. @param pid the server's process, whose processor time is counted */
record PgbenchProgram(Path executable, Endpoint endpoint, long pid) {
    private static final Set<String> BUILT_IN = Set.of("select-only", "simple-update", "tpcb-like");
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");
    private static final Pattern DONE_TRANSACTIONS = Pattern.compile("actually processed: (\\d+)");
    private static final Pattern FAILED = Pattern.compile("failed transactions: (\\d+)");
    private static final Pattern RETRIED = Pattern.compile("transactions retried: (\\d+)");
    private static final Pattern DONE = Pattern.compile("done in ([0-9.]+) s");
    private static final Pattern COPY = Pattern.compile("client-side generate ([0-9.]+) s");
    private static final Pattern VACUUM = Pattern.compile("vacuum ([0-9.]+) s");
    private static final Pattern KEYS = Pattern.compile("primary keys ([0-9.]+) s");

    /** What one run said. @param cpuMicros the server's processor time a transaction */
    record Figures(double tps, long failed, long retried, double cpuMicros) {}

    /** Seconds of {@code pgbench -i} and of its steps. */
    record Initialization(double all, double copy, double vacuum, double primaryKeys) {}

    /** Fills pgbench's tables, and makes ours. */
    Initialization initialize(int scale) throws IOException, InterruptedException {
        String output = run("-i", "-q", "-s", String.valueOf(scale));
        Path setup = script("setup");
        try {
            run("-n", "-f", setup.toString(), "-t", "1", "-c", "1");
        } finally {
            Files.delete(setup);
        }
        return new Initialization(
                number(DONE, output), number(COPY, output), number(VACUUM, output), number(KEYS, output));
    }

    Figures measure(String script, String mode, int scale, int clients, int seconds)
            throws IOException, InterruptedException {
        boolean builtIn = BUILT_IN.contains(script);
        Path file = builtIn ? null : script(script);
        double cpu = ServerCpu.seconds(pid);
        try {
            List<String> arguments = new ArrayList<>(List.of("-n", "-M", mode, "-c", "" + clients, "-j", "2"));
            arguments.addAll(List.of("-T", "" + seconds, "--max-tries=20"));
            arguments.addAll(
                    file == null ? List.of("-b", script) : List.of("-f", file.toString(), "-D", "scale=" + scale));
            String output = run(arguments.toArray(String[]::new));
            // PostgreSQL's backends end, and are counted, a moment after their clients.
            Thread.sleep(300);
            double transactions = Math.max(1, number(DONE_TRANSACTIONS, output));
            return new Figures(
                    number(TPS, output),
                    (long) number(FAILED, output),
                    (long) number(RETRIED, output),
                    (ServerCpu.seconds(pid) - cpu) * 1e6 / transactions);
        } finally {
            if (file != null) {
                Files.delete(file);
            }
        }
    }

    private static Path script(String name) throws IOException {
        try (InputStream in = PgbenchProgram.class.getResourceAsStream(name + ".sql")) {
            if (in == null) {
                throw new IllegalArgumentException("there is no script " + name);
            }
            Path file = Files.createTempFile(name, ".sql");
            Files.write(file, in.readAllBytes());
            return file;
        }
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(executable.toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "-h",
                endpoint.host(),
                "-p",
                String.valueOf(endpoint.port()),
                "-U",
                endpoint.user(),
                endpoint.database()));
        Path output = Files.createTempFile("pgbench", ".log");
        try {
            int code = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start()
                    .waitFor();
            String text = Files.readString(output);
            if (code != 0) {
                throw new IllegalStateException(String.join(" ", command) + " ended with " + code + ":\n" + text);
            }
            return text;
        } finally {
            Files.delete(output);
        }
    }

    private static double number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Double.parseDouble(matcher.group(1)) : 0;
    }
}
