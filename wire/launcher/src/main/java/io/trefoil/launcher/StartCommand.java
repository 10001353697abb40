package io.trefoil.launcher;

import io.trefoil.launcher.server.ServerOptions;
import io.trefoil.launcher.server.StartFailure;
import io.trefoil.launcher.server.TrefoilServer;
import io.trefoil.sql.storage.StoreLocation;
import io.trefoil.wire.server.ServerConfiguration;
import io.trefoil.wire.server.ServerConfiguration.TlsFiles;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code trefoil start}: runs a server until it is told to stop. */
@Command(name = "start", description = "Start a server.", sortOptions = false)
final class StartCommand implements Callable<Integer> {
    /** How long running statements may go on after SIGTERM. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    @Option(
            names = "--store",
            paramLabel = "DIR|mem",
            defaultValue = "data",
            description = "Directory of the data, made if missing, or mem for memory only (default: ${DEFAULT-VALUE}).")
    String store = "data";

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (default: ${DEFAULT-VALUE}).")
    String host = "127.0.0.1";

    @Option(
            names = "--port",
            defaultValue = "5532",
            description = "Port to listen on, 0 for any (default: ${DEFAULT-VALUE}).")
    int port = 5532;

    @Option(names = "--insecure", description = "Let everyone in without a password; only on loopback addresses.")
    boolean insecure;

    @Option(names = "--tls-cert", paramLabel = "FILE", description = "Certificate chain (PEM); see trefoil cert.")
    @Nullable
    Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "Private key of the certificate (PEM, PKCS #8).")
    @Nullable
    Path key;

    @Option(
            names = "--max-connections",
            defaultValue = "2000",
            description = "Clients at a time (default: ${DEFAULT-VALUE}).")
    int connectionsMax = 2000;

    @Option(
            names = "--cache-size",
            paramLabel = "SIZE",
            defaultValue = "128MB",
            converter = SizeConverter.class,
            description = "Memory for cached data, outside the Java heap (default: ${DEFAULT-VALUE}).")
    long cacheBytes = 128L << 20;

    @Option(names = "--help", usageHelp = true, description = "Show this help.")
    boolean help;

    @Override
    public Integer call() throws InterruptedException {
        LogFormat.install();
        TrefoilServer server = TrefoilServer.start(options());
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, stopped), "stop"));
        greet(server);
        stopped.await();
        return 0;
    }

    private ServerOptions options() {
        if ((certificate == null) != (key == null)) {
            throw new StartFailure("--tls-cert and --tls-key go together");
        }
        Optional<TlsFiles> tls =
                certificate == null || key == null ? Optional.empty() : Optional.of(new TlsFiles(certificate, key));
        try {
            return new ServerOptions(StoreLocation.parse(store), cacheBytes, wire(tls));
        } catch (IllegalArgumentException e) {
            throw new StartFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private ServerConfiguration wire(Optional<TlsFiles> tls) {
        ServerConfiguration usual = ServerConfiguration.of(host, port, insecure, tls);
        return new ServerConfiguration(
                host,
                port,
                connectionsMax,
                insecure,
                tls,
                usual.authenticationTimeout(),
                usual.messageBytesMax(),
                usual.mockSecret());
    }

    /** Runs as a shutdown hook: the process ends with 0 after an orderly stop, not with the signal's number. */
    private static void stop(TrefoilServer server, CountDownLatch stopped) {
        int exitCode = 0;
        try {
            server.stop(GRACE);
            System.out.println("stopped");
        } catch (RuntimeException e) {
            System.err.println("trefoil: stopped, but not in order: " + e);
            exitCode = 1;
        }
        System.out.flush();
        stopped.countDown();
        Runtime.getRuntime().halt(exitCode);
    }

    private void greet(TrefoilServer server) {
        InetSocketAddress address = server.address();
        String where = address.getAddress().getHostAddress();
        int actualPort = address.getPort();
        String password = insecure ? "" : "  (asks for the password)";
        System.out.printf(
                Locale.ROOT,
                """
                Trefoil %s, listening on %s:%d after %.1f s, %s
                  psql -h %s -p %d -U trefoil trefoil%s
                  ./trefoil sql%s%s
                  jdbc:trefoil://%s:%d/trefoil
                %s\
                """,
                Version.number(),
                where,
                actualPort,
                secondsSinceProcessStart(),
                server.storeDescription(),
                where,
                actualPort,
                password,
                where.equals("127.0.0.1") ? "" : " --host=" + where,
                actualPort == 5532 ? "" : " --port=" + actualPort,
                where,
                actualPort,
                insecure ? "Everyone on this machine may connect as anyone (--insecure).\n" : "");
        System.out.flush();
    }

    private static double secondsSinceProcessStart() {
        Instant start = ProcessHandle.current().info().startInstant().orElse(Instant.now());
        return Duration.between(start, Instant.now()).toMillis() / 1000.0;
    }
}
