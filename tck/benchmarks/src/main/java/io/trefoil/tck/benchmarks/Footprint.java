package io.trefoil.tck.benchmarks;

import io.trefoil.tck.harness.client.Endpoint;
import io.trefoil.tck.harness.client.WireClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server costs that does nothing: the time until it listens, until the first answers, and the memory of idle
 * connections. It starts the program as users do, {@code ./trefoil start} in the directory given as argument, on a new
 * store; build first.
 */
public final class Footprint {
    private static final int IDLE_CONNECTIONS = 1000;
    private static final long IDLE_MILLIS = 75_000;
    private static final int PORT = 25532;
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private Footprint() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path root = Path.of(arguments.length > 0 ? arguments[0] : ".").toAbsolutePath();
        start(root, "first start (a new store)", false);
        start(root, "later start", false);
        start(root, "with " + IDLE_CONNECTIONS + " idle connections", true);
    }

    private static void start(Path root, String name, boolean connections) throws IOException, InterruptedException {
        Path store = root.resolve("target/footprint-store");
        if (name.startsWith("first") && Files.exists(store)) {
            throw new IllegalStateException("remove " + store + " first");
        }
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(
                        root.resolve("trefoil").toString(), "start", "--insecure", "--store=" + store, "--port=" + PORT)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            Endpoint endpoint = new Endpoint("127.0.0.1", PORT, "trefoil", "trefoil");
            WireClient client = connect(endpoint, process);
            double listening = millis(begin);
            double fast = time(client, "SELECT 1");
            double planned = time(
                    client,
                    "SELECT n.nspname, count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                            + " GROUP BY n.nspname ORDER BY 2 DESC");
            System.out.printf(
                    Locale.ROOT,
                    "%-32s listening %.0f ms, first answer +%.0f ms, first planned query +%.0f ms, %d MB resident%n",
                    name,
                    listening,
                    fast,
                    planned,
                    resident(process.pid()) / 1024);
            if (connections) {
                idle(endpoint, process.pid());
            }
            client.close();
        } finally {
            process.destroy();
            process.waitFor(30, TimeUnit.SECONDS);
        }
    }

    private static void idle(Endpoint endpoint, long pid) throws IOException, InterruptedException {
        List<WireClient> clients = new ArrayList<>();
        long before = resident(pid);
        try {
            for (int i = 0; i < IDLE_CONNECTIONS; i++) {
                WireClient client = WireClient.connect(endpoint);
                client.query("SELECT 1");
                clients.add(client);
            }
            long atOnce = resident(pid) - before;
            // Idle clients give their threads back after a second or two, idle threads end after a minute.
            Thread.sleep(IDLE_MILLIS);
            System.out.printf(
                    Locale.ROOT,
                    "%d connections that have run one statement: +%d MB resident at once, +%d MB after %d s%n",
                    IDLE_CONNECTIONS,
                    atOnce / 1024,
                    (resident(pid) - before) / 1024,
                    IDLE_MILLIS / 1000);
        } finally {
            clients.forEach(WireClient::close);
        }
    }

    private static WireClient connect(Endpoint endpoint, Process process) throws InterruptedException {
        while (true) {
            try {
                return WireClient.connect(endpoint);
            } catch (java.io.UncheckedIOException e) {
                if (!process.isAlive()) {
                    throw new IllegalStateException("the server has ended with " + process.exitValue(), e);
                }
                Thread.sleep(5);
            }
        }
    }

    private static double time(WireClient client, String sql) {
        long start = System.nanoTime();
        client.query(sql);
        return millis(start);
    }

    private static double millis(long since) {
        return (System.nanoTime() - since) / 1e6;
    }

    private static long resident(long pid) throws IOException {
        Matcher matcher = RESIDENT.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }
}
