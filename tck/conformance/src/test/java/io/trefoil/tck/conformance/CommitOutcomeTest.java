package io.trefoil.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.launcher.server.OfflineCheck;
import io.trefoil.tck.harness.client.Endpoint;
import io.trefoil.tck.harness.client.QueryResult;
import io.trefoil.tck.harness.client.WireClient;
import io.trefoil.tck.harness.server.TrefoilProcess;
import io.trefoil.wire.protocol.MessageWriter;
import io.trefoil.wire.protocol.WireBuffer;
import io.trefoil.wire.protocol.message.Execute;
import io.trefoil.wire.protocol.message.Query;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code trefoil.commit_outcomes}: a client that has lost its connection asks another session what became of its COMMIT. The
 * test counts ReadyForQuery as a driver does.
 */
class CommitOutcomeTest {
    private static final Map<String, String> RECORDED = Map.of("trefoil.commit_outcomes", "on");

    private static final int THREADS = 6;
    private static final int BREAKS = 50;

    private static TrefoilProcess server;

    @TempDir
    Path directory;

    /** A client that knows its session's name and in which cycle it is. */
    private static final class Counting implements AutoCloseable {
        final WireClient wire;
        /** ReadyForQuery messages received; the first ended the start-up. */
        long cycle = 1;

        Counting(Endpoint endpoint) {
            wire = WireClient.connect(endpoint, RECORDED);
        }

        String session() {
            return Objects.requireNonNull(wire.parameters().get("trefoil.session"), "not reported");
        }

        QueryResult query(String sql) {
            QueryResult result = wire.query(sql);
            cycle++;
            return result;
        }

        @Override
        public void close() {
            wire.close();
        }
    }

    @BeforeAll
    static void start() {
        server = TrefoilProcess.start("mem");
        try (WireClient client = WireClient.connect(server.endpoint())) {
            client.query("create table t (id int primary key, v int)").last();
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String outcome(Endpoint endpoint, String session, long cycle) {
        try (WireClient client = WireClient.connect(endpoint)) {
            QueryResult result =
                    client.query("select trefoil_catalog.commit_outcome('" + session + "', " + cycle + ")");
            var error = result.error();
            return error != null
                    ? error.sqlState()
                    : Objects.requireNonNull(result.last().rows().get(0)[0]);
        }
    }

    private static String outcome(Counting client, long cycle) {
        return outcome(server.endpoint(), client.session(), cycle);
    }

    @Test
    void sessionIsReportedOnlyWhenCommitsAreRecorded() {
        try (WireClient plain = WireClient.connect(server.endpoint())) {
            assertThat(plain.parameters()).doesNotContainKey("trefoil.session");
            plain.query("set trefoil.commit_outcomes = on").last();
            assertThat(plain.parameters().get("trefoil.session")).matches("[0-9a-f]{32}");
            assertThat(plain.query("show trefoil.session").last().rows().get(0))
                    .containsExactly(plain.parameters().get("trefoil.session"));
        }
    }

    @Test
    void committedBlockIsCommitted() {
        Counting client = new Counting(server.endpoint());
        client.query("begin");
        client.query("insert into t values (1, 1)");
        long cycle = client.cycle;
        client.wire.send(new Query("commit"));
        client.wire.abort();
        String outcome = outcome(client, cycle);
        try (WireClient reader = WireClient.connect(server.endpoint())) {
            boolean there =
                    !reader.query("select from t where id = 1").last().rows().isEmpty();
            assertThat(outcome).isEqualTo(there ? "committed" : "aborted");
        }
    }

    /** The connection breaks before, in the middle of, or at some moment after the COMMIT, beside conflicting others. */
    @Test
    void outcomesAreTrueWhereverTheConnectionBreaks() throws Exception {
        long seed = Long.getLong("tck.seed", System.nanoTime() % 1_000_000);
        System.out.println("broken connections: -Dtck.seed=" + seed);
        try (WireClient client = WireClient.connect(server.endpoint())) {
            client.query("create table tokens (id int primary key); create table hot (id int primary key, v int);"
                            + " insert into hot values (1, 0)")
                    .last();
        }
        Map<Integer, String> outcomes = new ConcurrentHashMap<>();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            int thread = t;
            threads.add(Thread.startVirtualThread(() -> {
                Random random = new Random(seed * THREADS + thread);
                for (int i = 0; i < BREAKS; i++) {
                    int token = thread * BREAKS + i;
                    outcomes.put(token, broken(token, random));
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        Set<Integer> there = new HashSet<>();
        try (WireClient client = WireClient.connect(server.endpoint())) {
            client.query("select id from tokens").last().rows().forEach(row -> there.add(Integer.valueOf(row[0])));
        }
        assertThat(outcomes).hasSize(THREADS * BREAKS);
        outcomes.forEach((token, outcome) ->
                assertThat(outcome).as("token %s", token).isEqualTo(there.contains(token) ? "committed" : "aborted"));
        assertThat(there).hasSizeBetween(1, THREADS * BREAKS - 1);
    }

    private static String broken(int token, Random random) {
        Counting client = new Counting(server.endpoint());
        client.query("begin");
        boolean conflicting = random.nextBoolean();
        if (conflicting) {
            client.query("select v from hot where id = 1");
        }
        client.query("insert into tokens values (" + token + ")");
        if (conflicting) {
            client.query("update hot set v = v + 1 where id = 1");
        }
        long cycle = client.cycle;
        var buffer = new WireBuffer();
        new Query("commit").encode(new MessageWriter(buffer));
        byte[] commit = buffer.toByteArray();
        int sent = random.nextInt(4) == 0 ? random.nextInt(commit.length) : commit.length;
        client.wire.sendBytes(Arrays.copyOf(commit, sent));
        LockSupport.parkNanos(random.nextInt(4) * 200_000L);
        client.wire.abort();
        return outcome(client, cycle);
    }

    @Test
    void eachKindOfCommitIsRecorded() {
        List<String> commits = List.of(
                "insert into t values (100, 1)",
                "begin; insert into t values (101, 1); commit",
                "begin; savepoint cockroach_restart; insert into t values (102, 1); release cockroach_restart",
                "insert into t values (103, 1); insert into t values (104, 1)",
                "create table made_by_commit_outcome_test (a int)");
        Map<String, String> results = Map.of(
                "insert into t values (100, 1)",
                "committed: INSERT 0 1",
                "create table made_by_commit_outcome_test (a int)",
                "committed: CREATE TABLE");
        for (String sql : commits) {
            Counting client = new Counting(server.endpoint());
            long cycle = client.cycle;
            client.query(sql).last();
            client.wire.abort();
            assertThat(outcome(client, cycle)).as(sql).isEqualTo(results.getOrDefault(sql, "committed"));
            assertThat(outcome(client, cycle + 1)).as("after " + sql).isEqualTo("aborted");
        }
        Counting extended = new Counting(server.endpoint());
        extended.wire.extended("insert into t values (105, $1)", "7").last();
        extended.wire.abort();
        assertThat(outcome(extended, 1)).isEqualTo("committed: INSERT 0 1");
    }

    /** What a client has lost it can read again, byte for byte. */
    @Test
    void answersOfStatementsThatCommitByThemselvesAreKept() {
        Map<String, String> answers = Map.of(
                "insert into t values (110, 1) returning id, 'a' || v as x",
                "T id int4 x text, D 110 a1, C INSERT 0 1",
                "insert into t values (111, 1), (112, null) returning v",
                "T v int4, D 1, D null, C INSERT 0 2",
                "insert into t values (118, 1); insert into t values (118, 2) on conflict do nothing returning id",
                "C INSERT 0 1, T id int4, C INSERT 0 0",
                "with w as (insert into t values (113, 5) returning id) select id + 1 as next from w",
                "T next int4, D 114, C SELECT 1",
                "insert into t values (114, 1); insert into t values (115, 1); delete from t where id = 114",
                "C INSERT 0 1, C INSERT 0 1, C DELETE 1",
                "insert into t values (116, 1) returning id; insert into t values (117, 1) returning id",
                "T id int4, D 116, C INSERT 0 1, D 117, C INSERT 0 1");
        answers.forEach((sql, expected) -> {
            Counting client = new Counting(server.endpoint());
            client.query(sql);
            client.wire.abort();
            assertThat(answer(client, 1)).as(sql).isEqualTo(expected);
            assertThat(outcome(client, 1)).as(sql).isEqualTo("committed");
            assertThat(answer(client, 2)).isEqualTo("null");
        });
        Counting extended = new Counting(server.endpoint());
        extended.wire
                .extended("insert into t values (120, $1) returning id", "7")
                .last();
        extended.wire.abort();
        assertThat(answer(extended, 1)).isEqualTo("T id int4, D 120, C INSERT 0 1");
    }

    @Test
    void answersAreNotKeptWhenTheyAreLongOrBelongToABlockOrWereNotWritten() {
        List<String> others = List.of(
                "insert into t select i, 1 from generate_series(100001, 120000) i returning id",
                "insert into t values (130, 1) returning id, repeat('x', 70000)",
                "begin; insert into t values (131, 1) returning id; commit",
                "insert into t values (132, 1) returning id; select count(*) from t",
                "select 1");
        for (String sql : others) {
            Counting client = new Counting(server.endpoint());
            QueryResult result = client.query(sql);
            assertThat(result.error()).isNull();
            client.wire.abort();
            assertThat(answer(client, 1)).as(sql).isEqualTo("null");
            assertThat(outcome(client, 1)).isEqualTo(sql.equals("select 1") ? "aborted" : "committed");
        }
    }

    private static String answer(Counting client, long cycle) {
        try (WireClient asking = WireClient.connect(server.endpoint())) {
            String sql =
                    "select encode(trefoil_catalog.commit_answer('" + client.session() + "', " + cycle + "), 'hex')";
            String hex = asking.query(sql).last().rows().get(0)[0];
            return hex == null
                    ? "null"
                    : readable(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
        }
    }

    private static String readable(ByteBuffer in) {
        List<String> messages = new ArrayList<>();
        while (in.hasRemaining()) {
            StringBuilder message = new StringBuilder().append((char) in.get());
            in.getInt();
            switch (message.charAt(0)) {
                case 'T' -> {
                    for (int fields = in.getShort(); fields > 0; fields--) {
                        message.append(' ').append(string(in));
                        in.position(in.position() + 6);
                        int type = in.getInt();
                        message.append(type == 23 ? " int4" : type == 25 ? " text" : " " + type);
                        in.position(in.position() + 8);
                    }
                }
                case 'D' -> {
                    for (int values = in.getShort(); values > 0; values--) {
                        byte[] value = new byte[Math.max(0, in.getInt(in.position()))];
                        boolean isNull = in.getInt() < 0;
                        in.get(value);
                        message.append(' ').append(isNull ? "null" : new String(value, StandardCharsets.UTF_8));
                    }
                }
                default -> message.append(' ').append(string(in));
            }
            messages.add(message.toString());
        }
        return String.join(", ", messages);
    }

    private static String string(ByteBuffer in) {
        StringBuilder string = new StringBuilder();
        for (byte b = in.get(); b != 0; b = in.get()) {
            string.append((char) b);
        }
        return string.toString();
    }

    @Test
    void everyReadyForQueryCounts() {
        Counting client = new Counting(server.endpoint());
        client.query("select 1 / 0");
        client.query("");
        client.query("not sql");
        client.wire.send(new Execute("nothing", 0), io.trefoil.wire.protocol.message.Sync.INSTANCE);
        client.wire.receiveResult();
        client.cycle++;
        long cycle = client.cycle;
        client.query("insert into t values (200, 1)").last();
        client.wire.abort();
        assertThat(outcome(client, cycle)).isEqualTo("committed: INSERT 0 1");
    }

    @Test
    void whatDidNotCommitIsAborted() {
        Counting client = new Counting(server.endpoint());
        client.query("begin");
        client.query("insert into t values (300, 1)").last();
        long cycle = client.cycle;
        client.wire.abort();
        assertThat(outcome(client, cycle)).isEqualTo("aborted");
        try (WireClient reader = WireClient.connect(server.endpoint())) {
            assertThat(reader.query("select from t where id = 300").last().rows())
                    .isEmpty();
        }
    }

    @Test
    void openSessionIsEndedFirst() {
        try (Counting client = new Counting(server.endpoint())) {
            client.query("begin");
            client.query("insert into t values (400, 1)").last();
            assertThat(outcome(client, client.cycle)).isEqualTo("aborted");
            assertThat(client.wire.receiveOrEnd()).isNotNull();
        }
    }

    @Test
    void severalCommitsOfOneCycleAreAmbiguousAndOlderOnesUnknown() {
        Counting client = new Counting(server.endpoint());
        client.query("insert into t values (500, 1)").last();
        long cycle = client.cycle;
        client.query("begin; insert into t values (501, 1); commit; begin; insert into t values (502, 1); commit");
        client.wire.abort();
        assertThat(outcome(client, cycle)).isEqualTo("ambiguous");
        assertThat(outcome(client, 1)).isEqualTo("unknown");
    }

    @Test
    void sessionsOfOtherStoresAreUnknown() {
        assertThat(outcome(server.endpoint(), "1234567890abcdef1234567890abcdef", 5))
                .isEqualTo("unknown");
        assertThat(outcome(server.endpoint(), "nonsense", 5)).isEqualTo("22023");
        assertThat(outcome(server.endpoint(), "1234567890abcdef1234567890abcdef", 0))
                .isEqualTo("22023");
    }

    @Test
    void othersMayNotAsk() {
        try (WireClient admin = WireClient.connect(server.endpoint())) {
            admin.query("create role outcome_a login; create role outcome_b login; grant all on t to outcome_a")
                    .last();
        }
        Counting client = new Counting(server.endpoint().withUser("outcome_a"));
        client.query("insert into t values (600, 1)").last();
        assertThat(outcome(server.endpoint().withUser("outcome_b"), client.session(), 1))
                .isEqualTo("42501");
        client.wire.abort();
        assertThat(outcome(server.endpoint().withUser("outcome_a"), client.session(), 1))
                .isEqualTo("committed: INSERT 0 1");
        assertThat(outcome(server.endpoint().withUser("outcome_b"), client.session(), 1))
                .isEqualTo("42501");
        assertThat(outcome(server.endpoint(), client.session(), 1)).isEqualTo("committed: INSERT 0 1");
    }

    @Test
    void prunedRecordsAreUnknown() throws InterruptedException {
        Counting client = new Counting(server.endpoint());
        client.query("insert into t values (700, 1)").last();
        client.close();
        try (TrefoilProcess other = TrefoilProcess.start("mem")) {
            Counting old = new Counting(other.endpoint());
            old.query("create table u (a int)").last();
            old.wire.abort();
            assertThat(outcome(other.endpoint(), old.session(), 1)).isEqualTo("committed: CREATE TABLE");
            String last = "committed: CREATE TABLE";
            Map<String, String> pruning = new HashMap<>(RECORDED);
            pruning.put("trefoil.commit_outcomes_age", "1s");
            for (int i = 0; i < 600 && last.startsWith("committed"); i++) {
                Thread.sleep(100);
                WireClient.connect(other.endpoint(), pruning).close();
                last = outcome(other.endpoint(), old.session(), 1);
            }
            assertThat(last).isEqualTo("unknown");
        }
    }

    @Test
    void outcomesSurviveKill() throws Exception {
        Path store = directory.resolve("store");
        Map<Integer, Counting> clients = new HashMap<>();
        Map<Integer, Long> cycles = new HashMap<>();
        try (TrefoilProcess killed = TrefoilProcess.start(store.toString())) {
            try (WireClient client = WireClient.connect(killed.endpoint())) {
                client.query("create table t (id int primary key)").last();
            }
            for (int i = 0; i < 20; i++) {
                Counting client = new Counting(killed.endpoint());
                client.query("begin");
                client.query("insert into t values (" + i + ")").last();
                clients.put(i, client);
                cycles.put(i, client.cycle);
            }
            clients.forEach((i, client) -> {
                if (i % 4 != 3) {
                    client.wire.send(new Query("commit"));
                }
                if (i % 4 == 0) {
                    client.wire.receiveResult().last();
                }
            });
            killed.kill();
        }
        try (TrefoilProcess again = TrefoilProcess.start(store.toString());
                WireClient reader = WireClient.connect(again.endpoint())) {
            for (int i = 0; i < 20; i++) {
                Counting client = Objects.requireNonNull(clients.get(i));
                String outcome = outcome(again.endpoint(), client.session(), Objects.requireNonNull(cycles.get(i)));
                boolean there = !reader.query("select from t where id = " + i)
                        .last()
                        .rows()
                        .isEmpty();
                assertThat(outcome).as("client %s", i).isEqualTo(there ? "committed" : "aborted");
                if (i % 4 == 0) {
                    assertThat(outcome).isEqualTo("committed");
                }
                client.wire.abort();
            }
        }
        List<String> lines = new ArrayList<>();
        assertThat(OfflineCheck.run(store, lines::add)).as("%s", lines).isZero();
    }
}
