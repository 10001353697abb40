package io.trefoil.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.tck.harness.client.Endpoint;
import io.trefoil.tck.harness.client.WireClient;
import io.trefoil.tck.harness.server.TrefoilProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * pgbench as it is: its own COPY, ALTER TABLE ADD PRIMARY KEY and VACUUM, then its three built-in scripts by all three
 * protocols, 8 clients at once. {@code -Dtck.pgbench.scale=10 -Dtck.pgbench.seconds=30} for figures.
 */
class PgbenchTest {
    private static final int SCALE = Integer.getInteger("tck.pgbench.scale", 1);
    private static final int SECONDS = Integer.getInteger("tck.pgbench.seconds", 2);
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");
    private static final Pattern FAILED = Pattern.compile("number of failed transactions: (\\d+)");

    @TempDir
    Path directory;

    @Test
    void builtInScriptsRunByAllProtocolsWithoutErrors() throws IOException, InterruptedException {
        Optional<Path> pgbench = find();
        Assumptions.assumeTrue(pgbench.isPresent(), "pgbench is not installed");
        try (TrefoilProcess server = TrefoilProcess.start(
                directory.resolve("store").toString(), List.of("-XX:TieredStopAtLevel=4"), List.of())) {
            Endpoint endpoint = server.endpoint();
            run(pgbench.get(), endpoint, "-i", "-s", String.valueOf(SCALE));
            for (String script : List.of("tpcb-like", "simple-update", "select-only")) {
                for (String mode : List.of("simple", "extended", "prepared")) {
                    String output = run(
                            pgbench.get(),
                            endpoint,
                            "-n",
                            "-b",
                            script,
                            "-M",
                            mode,
                            "-c",
                            "8",
                            "-j",
                            "2",
                            "-T",
                            String.valueOf(SECONDS),
                            "--max-tries=20");
                    System.out.printf("pgbench %s %s: %s tps%n", script, mode, match(TPS, output));
                    assertThat(match(FAILED, output)).as(output).isEqualTo("0");
                    checkBooks(endpoint);
                }
            }
        }
    }

    /** Accounts hold what the history of all runs says; with -n pgbench does not empty it in between. */
    private static void checkBooks(Endpoint endpoint) {
        assertThat(sum(endpoint, "select coalesce(sum(abalance), 0) from pgbench_accounts"))
                .isEqualTo(sum(endpoint, "select coalesce(sum(delta), 0) from pgbench_history"));
    }

    private static long sum(Endpoint endpoint, String sql) {
        try (WireClient client = WireClient.connect(endpoint)) {
            return Long.parseLong(client.query(sql).last().rows().getFirst()[0]);
        }
    }

    private static String run(Path pgbench, Endpoint endpoint, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(pgbench.toString()));
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
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(300, TimeUnit.SECONDS);
        String text = Files.readString(output);
        Files.delete(output);
        assertThat(ended && process.exitValue() == 0)
                .as("%s\n%s", command, text)
                .isTrue();
        return text;
    }

    private static String match(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "?";
    }

    private static Optional<Path> find() throws IOException {
        List<Path> folders = new ArrayList<>();
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            folders.add(Path.of(folder));
        }
        Path debian = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(debian)) {
            try (Stream<Path> releases = Files.list(debian)) {
                releases.forEach(release -> folders.add(release.resolve("bin")));
            }
        }
        return folders.stream()
                .map(folder -> folder.resolve("pgbench"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
