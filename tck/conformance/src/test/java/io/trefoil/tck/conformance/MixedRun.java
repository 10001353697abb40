package io.trefoil.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.tck.harness.client.Endpoint;
import io.trefoil.tck.harness.server.TrefoilProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Many clients of a {@link MixedLoad}, each a thread, against a server that may go away and come back. */
final class MixedRun {
    private static final int SECONDS_TO_END = 300;

    private final MixedLoad load = new MixedLoad();
    private final List<RetryingClient> clients = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Throwable> surprises = new ArrayList<>();
    private volatile @Nullable Endpoint server;
    private volatile boolean over;

    /**
     * Starts clients, which wait for a server.
     *
     * @param refusals SQLSTATEs that a client repeats its transaction after, beside class 40
     */
    MixedRun(int number, long seed, Set<String> refusals) {
        for (int i = 0; i < number; i++) {
            start(load.work(i), new Random(seed + i), refusals);
        }
    }

    /** Where the server is from now on; null while there is none. */
    void server(@Nullable Endpoint endpoint) {
        server = endpoint;
    }

    private void start(MixedLoad.Work work, Random random, Set<String> refusals) {
        RetryingClient client = new RetryingClient(this::awaitServer, refusals);
        clients.add(client);
        threads.add(Thread.ofPlatform().start(() -> {
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
        }));
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

    /** Lets the clients work, until the first of them fails. */
    void sleep(long millis) throws InterruptedException {
        for (long slept = 0; slept < millis && !failed(); slept += 50) {
            Thread.sleep(50);
        }
    }

    /** Waits for all clients, which leave after what they are at, and looks at the books. */
    void end(TrefoilProcess process) throws InterruptedException {
        over = true;
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
        load.check(process.endpoint());
        int repeated = clients.stream().mapToInt(RetryingClient::retries).sum();
        System.out.println(load.done() + " done, " + repeated + " repeated by clients");
        assertThat(load.done()).isGreaterThan(clients.size());
    }
}
