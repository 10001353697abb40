package io.trefoil.tck.benchmarks;

import io.trefoil.tck.harness.client.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** pgbench against one server. */
record PgbenchProgram(Path executable, Endpoint endpoint) {
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");
    private static final Pattern FAILED = Pattern.compile("failed transactions: (\\d+)");
    private static final Pattern RETRIED = Pattern.compile("transactions retried: (\\d+)");
    private static final Pattern DONE = Pattern.compile("done in ([0-9.]+) s");

    /** What one run said. */
    record Figures(double tps, long failed, long retried) {}

    /** Fills the tables and returns the seconds it took. */
    double initialize(int scale) throws IOException, InterruptedException {
        return number(DONE, run("-i", "-q", "-s", String.valueOf(scale)));
    }

    Figures measure(String script, String mode, int clients, int seconds) throws IOException, InterruptedException {
        String output = run(
                "-n",
                "-b",
                script,
                "-M",
                mode,
                "-c",
                String.valueOf(clients),
                "-j",
                "2",
                "-T",
                String.valueOf(seconds),
                "--max-tries=20");
        return new Figures(number(TPS, output), (long) number(FAILED, output), (long) number(RETRIED, output));
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
