package io.trefoil.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.tck.harness.client.Endpoint;
import io.trefoil.tck.harness.client.QueryResult;
import io.trefoil.tck.harness.client.WireClient;
import io.trefoil.tck.harness.server.TrefoilProcess;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} under write load, again and again on one store: every acknowledged commit is there afterwards, no
 * transaction is there in part, and what was never acknowledged is there whole or not at all. {@code -Dtck.crash.rounds}
 * says how often.
 */
class CrashTest {
    private static final int ROUNDS = Integer.getInteger("tck.crash.rounds", 20);
    private static final int WRITERS = 4;
    private static final int ACCOUNTS = 20;

    /** A server under load has acknowledged so many commits; from then on it is killed at a random moment. */
    private static final int LOAD_COMMITS = 50;

    private static final int LOAD_MILLIS_MAX = 10_000;
    private static final int BALANCE = 1000;

    @TempDir
    Path directory;

    private final AtomicInteger nextKey = new AtomicInteger();
    private final Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();

    @Test
    void acknowledgedCommitsSurviveEveryKill() {
        long seed = Long.getLong("tck.seed", System.nanoTime() % 1_000_000);
        Random random = new Random(seed);
        String store = directory.resolve("store").toString();
        try (TrefoilProcess server = TrefoilProcess.start(store)) {
            makeTables(server.endpoint());
            server.kill();
        }
        for (int round = 1; round <= ROUNDS; round++) {
            int before = acknowledged.size();
            try (TrefoilProcess server = TrefoilProcess.start(store)) {
                check(server.endpoint(), "seed " + seed + ", round " + round);
                writeUntilKilled(server, random.nextInt(600));
            }
            System.out.printf("kill %d: %d more commits acknowledged%n", round, acknowledged.size() - before);
        }
        try (TrefoilProcess server = TrefoilProcess.start(store)) {
            check(server.endpoint(), "seed " + seed + ", at the end");
        }
        assertThat(acknowledged).hasSizeGreaterThan(ROUNDS);
    }

    private static void makeTables(Endpoint endpoint) {
        try (WireClient client = WireClient.connect(endpoint)) {
            client.query("create table entry (id int primary key, note text unique, padding text)")
                    .last();
            client.query("create index on entry (padding, id)").last();
            client.query("create table account (id int primary key, balance int not null)")
                    .last();
            client.query("insert into account select g, " + BALANCE + " from generate_series(1, " + ACCOUNTS + ") g")
                    .last();
        }
    }

    private void writeUntilKilled(TrefoilProcess server, int millis) {
        AtomicBoolean killed = new AtomicBoolean();
        List<Thread> writers = new ArrayList<>();
        List<Throwable> surprises = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            Random random = new Random(nextKey.get() + i);
            writers.add(Thread.startVirtualThread(() -> {
                try {
                    write(server.endpoint(), random);
                } catch (UncheckedIOException e) {
                    if (!killed.get()) {
                        synchronized (surprises) {
                            surprises.add(e);
                        }
                    }
                }
            }));
        }
        int before = acknowledged.size();
        try {
            for (int waited = 0;
                    acknowledged.size() < before + LOAD_COMMITS && waited < LOAD_MILLIS_MAX;
                    waited += 10) {
                Thread.sleep(10);
            }
            Thread.sleep(millis);
            killed.set(true);
            server.kill();
            for (Thread writer : writers) {
                writer.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertThat(surprises).isEmpty();
    }

    /** Each transaction adds an entry and moves money; it is acknowledged when COMMIT has answered. */
    private void write(Endpoint endpoint, Random random) {
        try (WireClient client = WireClient.connect(endpoint)) {
            while (true) {
                int key = nextKey.incrementAndGet();
                int from = 1 + random.nextInt(ACCOUNTS);
                int to = 1 + random.nextInt(ACCOUNTS);
                QueryResult result = client.query("begin; insert into entry values (" + key + ", 'n" + key + "', '"
                        + "x".repeat(random.nextInt(500)) + "'); update account set balance = balance - 1 where id = "
                        + from
                        + "; update account set balance = balance + 1 where id = " + to + "; commit");
                if (result.error() == null) {
                    acknowledged.add(key);
                } else {
                    client.query("rollback");
                }
            }
        }
    }

    private void check(Endpoint endpoint, String when) {
        try (WireClient client = WireClient.connect(endpoint)) {
            Set<Integer> stored = ConcurrentHashMap.newKeySet();
            client.query("select id from entry").last().rows().forEach(row -> stored.add(Integer.valueOf(row[0])));
            List<Integer> lost = acknowledged.stream()
                    .filter(key -> !stored.contains(key))
                    .sorted()
                    .toList();
            assertThat(lost).as("acknowledged commits that are lost, %s", when).isEmpty();
            assertThat(client.query("select sum(balance) from account").last().rows())
                    .as("money, %s", when)
                    .containsExactly(new String[] {String.valueOf(ACCOUNTS * BALANCE)});
            assertThat(client.query("select count(*) from entry where note = 'n' || id")
                            .last()
                            .rows())
                    .as("index and table agree, %s", when)
                    .containsExactly(new String[] {String.valueOf(stored.size())});
        }
    }
}
