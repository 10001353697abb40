package io.trefoil.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.launcher.server.OfflineCheck;
import io.trefoil.tck.harness.client.Endpoint;
import io.trefoil.tck.harness.server.TrefoilProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 32 clients at once: transfers at two levels and with savepoints, scans that check the total, orders under foreign keys,
 * upserts, a queue, definitions, and TRUNCATE. In the middle the server is killed and started again. At the end the books
 * agree and the store is whole. Every SQLSTATE that a client need not expect fails the test. {@code -Dtck.mixed.seconds}
 * says how long; the profile {@code nightly} takes 60.
 */
class MixedLoadTest {
    private static final int SECONDS = Integer.getInteger("tck.mixed.seconds", 20);
    private static final int CLIENTS = Integer.getInteger("tck.mixed.clients", 32);
    private static final int SECONDS_TO_END = 60;

    @TempDir
    Path directory;

    private final List<Throwable> surprises = new ArrayList<>();
    private volatile @Nullable Endpoint server;
    private volatile boolean over;

    @Test
    void theBooksAgreeAfterEverything() throws InterruptedException {
        long seed = Long.getLong("tck.seed", System.nanoTime() % 1_000_000);
        System.out.println("mixed load: -Dtck.seed=" + seed);
        Path store = directory.resolve("store");
        MixedLoad load = new MixedLoad();
        List<RetryingClient> clients = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        try (TrefoilProcess first = TrefoilProcess.start(store.toString())) {
            MixedLoad.makeTables(first.endpoint());
            server = first.endpoint();
            for (int i = 0; i < CLIENTS; i++) {
                threads.add(start(load.work(i), new Random(seed + i), clients));
            }
            sleep(SECONDS / 2);
            server = null;
            first.kill();
        }
        try (TrefoilProcess second = TrefoilProcess.start(store.toString())) {
            server = second.endpoint();
            sleep(SECONDS - SECONDS / 2);
            over = true;
            join(threads, clients, second);
            load.check(second.endpoint());
            System.out.println(load.done() + " done, "
                    + clients.stream().mapToInt(RetryingClient::retries).sum() + " repeated by clients");
            second.kill();
        }
        assertThat(load.done()).isGreaterThan(CLIENTS);
        List<String> lines = new ArrayList<>();
        assertThat(OfflineCheck.run(store, lines::add)).as("%s", lines).isZero();
    }

    private Thread start(MixedLoad.Work work, Random random, List<RetryingClient> clients) {
        RetryingClient client = new RetryingClient(this::awaitServer);
        clients.add(client);
        return Thread.ofPlatform().start(() -> {
            try (client) {
                while (!over && !failed()) {
                    work.run(client, random);
                }
            } catch (RetryingClient.Gone e) {
                // the run is over
            } catch (Throwable e) {
                synchronized (surprises) {
                    surprises.add(e);
                }
            }
        });
    }

    private Endpoint awaitServer() {
        while (!over && !failed()) {
            Endpoint now = server;
            if (now != null) {
                return now;
            }
            LockSupport.parkNanos(5_000_000);
        }
        throw new RetryingClient.Gone();
    }

    private boolean failed() {
        synchronized (surprises) {
            return !surprises.isEmpty();
        }
    }

    private void sleep(int seconds) throws InterruptedException {
        for (int i = 0; i < seconds * 10 && !failed(); i++) {
            Thread.sleep(100);
        }
    }

    private void join(List<Thread> threads, List<RetryingClient> clients, TrefoilProcess process)
            throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_END);
        for (Thread thread : threads) {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
        }
        synchronized (surprises) {
            assertThat(surprises).isEmpty();
        }
        if (threads.stream().anyMatch(Thread::isAlive)) {
            System.out.println(process.threads());
        }
        assertThat(threads.stream().filter(Thread::isAlive).count())
                .as(
                        "clients that wait forever: %s",
                        clients.stream()
                                .map(RetryingClient::waiting)
                                .filter(text -> !text.equals("idle"))
                                .toList())
                .isZero();
        assertThat(process.output()).doesNotContain(" ERROR ");
    }
}
