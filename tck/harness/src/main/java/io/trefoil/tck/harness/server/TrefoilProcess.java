package io.trefoil.tck.harness.server;

import io.trefoil.tck.harness.client.Endpoint;
import io.trefoil.tck.harness.client.ServerError;
import io.trefoil.tck.harness.client.WireClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Trefoil in a JVM of its own, as a user starts it, so that tests can kill it. It runs {@code trefoil start} on a free
 * port, from the class path of the test.
 */
public final class TrefoilProcess implements AutoCloseable {
    private static final int START_SECONDS_MAX = 300;
    private static final int STOP_SECONDS_MAX = 120;

    private final Process process;
    private final Endpoint endpoint;
    private final Path output;
    private final Thread killAtExit;

    private TrefoilProcess(Process process, Endpoint endpoint, Path output) {
        this.process = process;
        this.endpoint = endpoint;
        this.output = output;
        this.killAtExit = new Thread(process::destroyForcibly, "kill Trefoil");
        Runtime.getRuntime().addShutdownHook(killAtExit);
    }

    /** Starts on a store ({@code mem} or a directory) and waits until clients get in. */
    public static TrefoilProcess start(String store) {
        return start(store, List.of(), List.of());
    }

    /**
     * Starts with options of the JVM, such as {@code -Xmx256m}, and further options of {@code trefoil start}.
     *
     * @throws IllegalStateException when it ends or does not listen in time; the message has its output
     */
    public static TrefoilProcess start(String store, List<String> jvmOptions, List<String> options) {
        List<String> all = new ArrayList<>(options);
        all.add("--insecure");
        return start(store, jvmOptions, all, UnaryOperator.identity());
    }

    /** Starts without {@code --insecure}; {@code login} says who gets in. */
    public static TrefoilProcess startSecure(String store, UnaryOperator<Endpoint> login) {
        return start(store, List.of(), List.of(), login);
    }

    private static TrefoilProcess start(
            String store, List<String> jvmOptions, List<String> options, UnaryOperator<Endpoint> login) {
        try {
            int port = FreePort.find();
            Path output = Files.createTempFile("trefoil", ".log");
            List<String> command = new ArrayList<>(TrefoilCommand.java(jvmOptions));
            command.addAll(List.of("start", "--store=" + store, "--port=" + port));
            command.addAll(options);
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            Endpoint endpoint = login.apply(new Endpoint("127.0.0.1", port, "trefoil", "trefoil"));
            TrefoilProcess server = new TrefoilProcess(process, endpoint, output);
            server.awaitReady();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS_MAX);
        while (true) {
            try {
                WireClient.connect(endpoint).close();
                return;
            } catch (UncheckedIOException | ServerError e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    String text = output() + threads();
                    kill();
                    throw new IllegalStateException("Trefoil does not start:\n" + text, e);
                }
                FreePort.pause();
            }
        }
    }

    /** What it wrote so far, to both streams. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What its threads are doing, for a process that does not do what it should; empty when it has ended. */
    public String threads() {
        String jstack =
                Path.of(System.getProperty("java.home"), "bin", "jstack").toString();
        try {
            Process dump = new ProcessBuilder(jstack, Long.toString(pid()))
                    .redirectErrorStream(true)
                    .start();
            return process.isAlive() ? new String(dump.getInputStream().readAllBytes()) : "";
        } catch (IOException e) {
            return "no thread dump: " + e.getMessage();
        }
    }

    public long pid() {
        return process.pid();
    }

    /** Ends it as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
        await();
        cleanUp();
    }

    /** Ends it as {@code kill} does and returns its exit code. */
    public int stop() {
        process.destroy();
        int code = await();
        cleanUp();
        return code;
    }

    private int await() {
        try {
            if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        "Trefoil does not stop within " + STOP_SECONDS_MAX + " s:\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Trefoil stops", e);
        }
    }

    private void cleanUp() {
        Runtime.getRuntime().removeShutdownHook(killAtExit);
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
        try {
            Files.deleteIfExists(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
