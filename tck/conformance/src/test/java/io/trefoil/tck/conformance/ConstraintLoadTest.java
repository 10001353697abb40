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
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random statements on tables tied by foreign keys of every action and by unique keys, plain and deferrable, from many
 * connections at each level: whatever is committed, no row points nowhere and no key is there twice. {@code -Dtck.seed}
 * repeats the statements, not their order; {@code
 * -Dtck.constraints.transactions} says how many a connection runs.
 */
class ConstraintLoadTest {
    private static final int CONNECTIONS = 6;
    private static final int TRANSACTIONS = Integer.getInteger("tck.constraints.transactions", 70);
    private static final int KEYS = 8;
    private static final int CHILDREN = 30;

    private static final List<String> TABLES = List.of(
            "create table p (id int primary key, u int unique, d int unique deferrable initially deferred, n int)",
            "create table plain (id int primary key, p int references p)",
            "create table late (id int primary key, p int references p deferrable initially deferred)",
            "create table casc (id int primary key, p int references p on delete cascade on update cascade)",
            "create table leaf (id int primary key, p int references casc on delete cascade on update cascade)",
            "create table nul (id int primary key, p int references p on delete set null on update set null)",
            "create table def (id int primary key, p int default 0 references p on delete set default on update"
                    + " cascade)",
            "create table uniq (id int primary key, p int references p (u) on delete cascade on update cascade)",
            "create table self (id int primary key, p int references self on delete cascade on update cascade)",
            "create index on casc (p)",
            "create index on nul (p)");

    /** Children with the table and the column they point at. */
    private static final Map<String, String> PARENTS = Map.of(
            "plain", "p.id", "late", "p.id", "casc", "p.id", "leaf", "casc.id", "nul", "p.id", "def", "p.id", "uniq",
            "p.u", "self", "self.id");

    /** They keep their parents from going: only even ones, so that the others are free to. */
    private static final Set<String> REFUSING = Set.of("plain", "late", "def");

    /** Violations and conflicts are what the load is about; anything else is a fault. */
    private static final Set<String> EXPECTED = Set.of("23503", "23505", "40001", "25P02");

    private final Set<String> unexpected = ConcurrentHashMap.newKeySet();
    private final AtomicInteger committed = new AtomicInteger();

    @ParameterizedTest
    @Timeout(600)
    @CsvSource({
        "memory,read committed",
        "memory,repeatable read",
        "memory,serializable",
        "rocksdb,read committed",
        "rocksdb,serializable"
    })
    void everyConstraintHolds(String store, String level) throws Exception {
        long seed = Long.getLong("tck.seed", System.nanoTime() % 1_000_000);
        System.out.println("constraints under load: -Dtck.seed=" + seed);
        try (Target target = store.equals("memory") ? TrefoilTarget.memory() : TrefoilTarget.rocksDb();
                TestDatabase database = target.create();
                WireClient client = WireClient.connect(database.endpoint());
                ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            TABLES.forEach(sql -> client.query(sql).last());
            client.query("insert into p select i, i, i, 0 from generate_series(0, 7) i")
                    .last();
            List<Future<?>> working = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                SplittableRandom random = new SplittableRandom(seed + i);
                working.add(threads.submit(() -> work(database, level, random)));
            }
            // every committed state is one in which all constraints hold, not only the last
            for (Future<?> one : working) {
                while (!one.isDone()) {
                    check(client, "seed " + seed);
                }
                one.get();
            }
            check(client, "seed " + seed);
            assertThat(unexpected).as("seed " + seed).isEmpty();
            assertThat(committed).as("seed " + seed).hasPositiveValue();
        }
    }

    private void work(TestDatabase database, String level, SplittableRandom random) {
        try (WireClient client =
                WireClient.connect(database.endpoint(), Map.of("default_transaction_isolation", level))) {
            for (int i = 0; i < TRANSACTIONS; i++) {
                boolean block = random.nextInt(3) > 0;
                if (block) {
                    run(client, "begin");
                }
                for (int left = block ? 1 + random.nextInt(3) : 1; left > 0; left--) {
                    run(client, statement(random));
                }
                if (block && run(client, random.nextInt(8) == 0 ? "rollback" : "commit")) {
                    committed.incrementAndGet();
                }
            }
        }
    }

    private boolean run(WireClient client, String sql) {
        QueryResult result = client.query(sql);
        if (result.error() != null && !EXPECTED.contains(result.error().sqlState())) {
            unexpected.add(result.error().sqlState() + " " + result.error().message() + " at " + sql);
        }
        return result.error() == null;
    }

    private static String statement(SplittableRandom random) {
        int a = random.nextInt(KEYS);
        int b = random.nextInt(KEYS);
        int row = random.nextInt(CHILDREN);
        String child = PARENTS.keySet().stream().sorted().toList().get(random.nextInt(PARENTS.size()));
        if (REFUSING.contains(child)) {
            b &= ~1;
        }
        return switch (random.nextInt(17)) {
            case 0 -> "delete from p where id = " + (a | 1);
            case 1 -> "insert into p values (" + a + ", " + a + ", " + b + ", 1)";
            case 2 ->
                "insert into p values (" + a + ", " + a + ", " + a + ", 1) on conflict (id) do update set n = p.n + 1";
            case 3 -> "update p set id = " + b + " where id = " + a;
            case 4 -> "update p set u = " + b + " where u = " + a;
            case 5 -> "update p set d = " + b + " where d = " + a;
            case 6 -> "update p set n = n + 1 where id = " + a;
            case 7 -> "update p set d = 7 - d";
            case 8 -> "delete from " + child + " where p = " + a;
            case 9 -> "update " + child + " set p = " + b + " where p = " + a;
            case 10 -> "update " + child + " set id = " + row + " where p = " + a;
            case 11 -> "update " + child + " set id = " + row + " where id = " + random.nextInt(CHILDREN);
            case 12 -> "delete from " + (random.nextBoolean() ? "nul" : "casc") + " where p = " + a;
            default ->
                "insert into " + child + " values (" + row + ", " + b + ") on conflict (id) do update set p = " + b;
        };
    }

    private static void check(WireClient client, String seed) {
        PARENTS.forEach((child, column) -> {
            String parent = column.substring(0, column.indexOf('.'));
            QueryResult lost = client.query("select c.* from " + child + " c where c.p is not null and not exists "
                    + "(select 1 from " + parent + " x where x" + column.substring(column.indexOf('.')) + " = c.p)");
            assertThat(lost.last().rows())
                    .as(seed + ": rows of " + child + " that point nowhere")
                    .isEmpty();
        });
        for (String key : List.of("id", "u", "d")) {
            QueryResult twice = client.query(
                    "select " + key + " from p where " + key + " is not null group by " + key + " having count(*) > 1");
            assertThat(twice.last().rows()).as(seed + ": " + key + " twice").isEmpty();
        }
    }
}
