package io.trefoil.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.tck.harness.client.QueryResult;
import io.trefoil.tck.harness.client.WireClient;
import io.trefoil.tck.harness.server.Target;
import io.trefoil.tck.harness.server.TestDatabase;
import io.trefoil.tck.harness.server.TrefoilTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Counters that many connections bring up by INSERT ... ON CONFLICT: rows are queued for, so that no command fails, be it
 * alone or in a block, and no count is lost.
 */
class UpsertTest {
    private static final int CONNECTIONS = 8;
    private static final int ROUNDS = 40;
    private static final int KEYS = 5;

    @ParameterizedTest
    @Timeout(600)
    @CsvSource({
        "memory,read committed",
        "memory,repeatable read",
        "memory,serializable",
        "rocksdb,read committed",
        "rocksdb,repeatable read",
        "rocksdb,serializable"
    })
    void count(String store, String level) throws Exception {
        try (Target target = store.equals("memory") ? TrefoilTarget.memory() : TrefoilTarget.rocksDb();
                TestDatabase database = target.create();
                WireClient client = WireClient.connect(database.endpoint());
                ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            run(client, "create table counters (id int primary key, name text unique, n int not null)");
            run(client, "create table seen (id int primary key)");
            List<Future<?>> working = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                int seed = i;
                working.add(threads.submit(() -> work(database, level, seed)));
            }
            for (Future<?> one : working) {
                one.get();
            }
            assertThat(client.query("select sum(n), count(*) from counters")
                            .last()
                            .rows())
                    .containsExactly(new String[] {Integer.toString(CONNECTIONS * ROUNDS * 2), Integer.toString(KEYS)});
            assertThat(client.query("select count(*) from seen").last().rows())
                    .containsExactly(new String[] {Integer.toString(ROUNDS)});
        }
    }

    /** In blocks keys are taken in order, so that nobody waits for anybody in a circle. */
    private static void work(TestDatabase database, String level, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, String> settings = Map.of("default_transaction_isolation", level);
        try (WireClient client = WireClient.connect(database.endpoint(), settings)) {
            for (int round = 0; round < ROUNDS; round++) {
                boolean block = random.nextBoolean();
                int key = random.nextInt(KEYS);
                int other = random.nextInt(KEYS);
                if (block) {
                    run(client, "begin");
                }
                upsert(client, block ? Math.min(key, other) : key);
                upsert(client, block ? Math.max(key, other) : other);
                run(client, "insert into seen values (" + round + ") on conflict do nothing");
                if (block) {
                    run(client, "commit");
                }
            }
        }
    }

    /** A row is always looked for by the same key: by the other one first, two could wait for each other. */
    private static void upsert(WireClient client, int key) {
        String arbiter = key % 2 == 0 ? "id" : "name";
        run(
                client,
                "insert into counters values (" + key + ", 'c" + key + "', 1) on conflict (" + arbiter
                        + ") do update set n = counters.n + 1");
    }

    private static void run(WireClient client, String sql) {
        QueryResult result = client.query(sql);
        assertThat(result.error()).as(sql).isNull();
    }
}
