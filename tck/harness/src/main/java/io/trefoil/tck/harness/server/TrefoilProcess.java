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

/**
 * Trefoil in a JVM of its own, as a user starts it, so that tests can kill it. It runs {@code trefoil start --insecure}
 * on a free port, from the class path of the test.
 */
public final class TrefoilProcess implements AutoCloseable {
  private static final int START_SECONDS_MAX = 60;
  private static final int STOP_SECONDS_MAX = 30;

  private final Process process;
  private final int port;
  private final Path output;
  private final Thread killAtExit;

  private TrefoilProcess(Process process, int port, Path output) {
    this.process = process;
    this.port = port;
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
    try {
      int port = FreePort.find();
      Path output = Files.createTempFile("trefoil", ".log");
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC"));
      command.addAll(jvmOptions);
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.trefoil.launcher.TrefoilMain"));
      command.addAll(List.of("start", "--insecure", "--store=" + store, "--port=" + port));
      command.addAll(options);
      Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
      TrefoilProcess server = new TrefoilProcess(process, port, output);
      server.awaitReady();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Endpoint endpoint() {
    return new Endpoint("127.0.0.1", port, "trefoil", "trefoil");
  }

  private void awaitReady() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS_MAX);
    while (true) {
      try {
        WireClient.connect(endpoint()).close();
        return;
      } catch (UncheckedIOException | ServerError e) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          String text = output();
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
        throw new IllegalStateException("Trefoil does not stop within " + STOP_SECONDS_MAX + " s:\n" + output());
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
