package io.trefoil.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.tck.harness.client.Endpoint;
import io.trefoil.tck.harness.client.QueryResult;
import io.trefoil.tck.harness.client.WireClient;
import io.trefoil.tck.harness.server.TrefoilProcess;
import io.trefoil.wire.protocol.message.Diagnostics;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that write until their server is killed, remember what was acknowledged to them, and look for it afterwards.
 * Three kinds: small transactions, large ones that do not fit in memory, and definitions.
 */
final class CrashLoad {
    /** The heap of the server; a transaction of more than an eighth of it goes to files. */
    static final String HEAP = "-Xmx96m";

    private static final int WRITERS = 4;
    private static final int ACCOUNTS = 20;
    private static final int BALANCE = 1000;
    private static final int LARGE_ROWS = 16_000;
    private static final int TABLES_KEPT = 4;

    private final TornLog log;
    private final AtomicInteger nextKey = new AtomicInteger();
    private final Set<Integer> entries = ConcurrentHashMap.newKeySet();
    private final List<Throwable> surprises = new ArrayList<>();
    private volatile int largeAcknowledged;
    private volatile int largeCommits;
    private volatile boolean killed;
    private int nextTable = TABLES_KEPT;

    /** What a client does in a loop. */
    private interface Work {
        void run(WireClient client, Random random);
    }

    CrashLoad(TornLog log) {
        this.log = log;
    }

    static void makeTables(Endpoint endpoint) {
        try (WireClient client = WireClient.connect(endpoint)) {
            must(
                    client,
                    "create table entry (id int primary key, note text unique, number serial unique, padding text)");
            must(client, "create index on entry (padding, id)");
            must(client, "create table account (id int primary key, balance int not null)");
            must(client, "insert into account select g, " + BALANCE + " from generate_series(1, " + ACCOUNTS + ") g");
            must(client, "create table large (id int primary key, round int, filling text)");
            must(client, "create index on large (round, id)");
            must(client, "create table large_log (round int primary key)");
            must(client, "create table table_log (name text primary key)");
        }
    }

    /** How many small transactions were acknowledged. */
    int acknowledged() {
        return entries.size();
    }

    /** How many large transactions were acknowledged. */
    int largeCommits() {
        return largeCommits;
    }

    /** Writes from many clients until {@code kill} was run. */
    void run(TrefoilProcess server, boolean large, boolean definitions, long seed, Runnable kill) {
        killed = false;
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            clients.add(start(server.endpoint(), new Random(seed + i), this::transfer));
        }
        if (large) {
            clients.add(start(server.endpoint(), new Random(seed), this::writeLarge));
        }
        if (definitions) {
            clients.add(start(server.endpoint(), new Random(seed), this::define));
        }
        kill.run();
        try {
            for (Thread client : clients) {
                client.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (surprises) {
            assertThat(surprises).isEmpty();
        }
    }

    /** To be told right before the kill: from now on clients may lose their connections. */
    void killing() {
        killed = true;
    }

    private Thread start(Endpoint endpoint, Random random, Work work) {
        return Thread.startVirtualThread(() -> {
            try (WireClient client = WireClient.connect(endpoint)) {
                while (true) {
                    work.run(client, random);
                }
            } catch (Throwable e) {
                if (!(killed && e instanceof UncheckedIOException)) {
                    synchronized (surprises) {
                        surprises.add(e);
                    }
                }
            }
        });
    }

    /** Adds an entry and moves money; acknowledged when COMMIT has answered. */
    private void transfer(WireClient client, Random random) {
        int key = nextKey.incrementAndGet();
        int from = 1 + random.nextInt(ACCOUNTS);
        int to = 1 + random.nextInt(ACCOUNTS);
        boolean done = done(
                client,
                "begin; insert into entry (id, note, padding) values (" + key + ", 'n" + key + "', '"
                        + "x".repeat(random.nextInt(500)) + "'); update account set balance = balance - 1 where id = "
                        + from + "; update account set balance = balance + 1 where id = " + to + "; commit");
        if (done) {
            log.acknowledged();
            entries.add(key);
        }
    }

    private void writeLarge(WireClient client, Random random) {
        int round = largeAcknowledged + 1 + random.nextInt(100);
        boolean done = done(
                client,
                "begin; truncate large; insert into large select g, " + round + ", repeat('y', 800) || g from"
                        + " generate_series(1, " + LARGE_ROWS + ") g; delete from large_log; insert into large_log"
                        + " values (" + round + "); commit");
        if (done) {
            largeAcknowledged = round;
            largeCommits++;
        }
    }

    private void define(WireClient client, Random random) {
        String name = "made_" + ++nextTable;
        done(
                client,
                "begin; create table " + name + " (id int primary key, v text unique, w int); insert into " + name
                        + " select g, g, g from generate_series(1, 50) g; insert into table_log values ('" + name
                        + "'); commit");
        done(client, "create index on " + name + " (w, v)");
        done(client, "alter table " + name + " add column x int default 5");
        done(client, "update " + name + " set w = w + 1, x = 6 where id % 2 = 0");
        done(client, "alter table " + name + " alter column w type bigint");
        if (random.nextBoolean()) {
            done(client, "begin; truncate " + name + "; insert into " + name + " values (1, 'one', 1, 1); commit");
        }
        String old = "made_" + (nextTable - TABLES_KEPT);
        done(
                client,
                "begin; drop table if exists " + old + "; delete from table_log where name = '" + old + "'; commit");
    }

    /** Whether a transaction was committed; when it was refused for others' sake it was not. Anything else is a surprise. */
    private static boolean done(WireClient client, String sql) {
        QueryResult result = client.query(sql);
        Diagnostics error = result.error();
        if (error == null) {
            return true;
        }
        if (result.status() != 'I') {
            client.query("rollback");
        }
        if (!error.sqlState().startsWith("40")) {
            throw new AssertionError(error.sqlState() + " " + error.message() + " for " + sql);
        }
        return false;
    }

    /** Everything acknowledged is there, and nothing is there in part. */
    void check(Endpoint endpoint, String when) {
        try (WireClient client = WireClient.connect(endpoint)) {
            Set<Integer> stored = new HashSet<>();
            client.query("select id from entry").last().rows().forEach(row -> stored.add(Integer.valueOf(row[0])));
            assertThat(entries.stream().filter(key -> !stored.contains(key)).sorted())
                    .as("acknowledged commits that are lost, %s", when)
                    .isEmpty();
            assertThat(value(client, "select sum(balance) from account"))
                    .as("money, %s", when)
                    .isEqualTo(String.valueOf(ACCOUNTS * BALANCE));
            assertThat(value(client, "select count(*) from entry where note = 'n' || id"))
                    .as("index and table agree, %s", when)
                    .isEqualTo(String.valueOf(stored.size()));
            String round = value(client, "select max(round) from large_log");
            if (round != null) {
                assertThat(Integer.parseInt(round))
                        .as("large transactions, %s", when)
                        .isGreaterThanOrEqualTo(largeAcknowledged);
                largeAcknowledged = Integer.parseInt(round);
                assertThat(value(client, "select count(*) || ' ' || min(round) || ' ' || max(round) from large"))
                        .as("a large transaction is there as a whole, %s", when)
                        .isEqualTo(LARGE_ROWS + " " + round + " " + round);
            }
            assertThat(value(client, "select string_agg(name, ' ' order by name) from table_log"))
                    .as("definitions, %s", when)
                    .isEqualTo(value(
                            client,
                            "select string_agg(relname::text, ' ' order by relname::text) from pg_class where relkind ="
                                    + " 'r' and relname like 'made%'"));
        }
    }

    private static String value(WireClient client, String sql) {
        QueryResult result = client.query(sql);
        assertThat(result.error()).as(sql).isNull();
        return result.last().rows().getFirst()[0];
    }

    private static void must(WireClient client, String sql) {
        assertThat(client.query(sql).error()).as(sql).isNull();
    }
}
