package io.trefoil.tck.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.trefoil.tck.harness.client.Endpoint;
import io.trefoil.tck.harness.server.TrefoilProcess;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Connections that break at seeded places while plain JDBC code moves money: what commit() has confirmed is there once, what
 * has failed is not there, and 08007 alone means that nobody knows.
 *
 * <p>{@code -Dtck.cuts} sets the number of cuts, {@code -Dtck.seed} repeats their places.
 */
class LostCommitTest {
    private static final int CUTS = Integer.getInteger("tck.cuts", 500);
    private static final long SEED = Long.getLong("tck.seed", System.nanoTime());
    private static final int WORKERS = 4;
    private static final int ACCOUNTS = 10;
    private static final long BALANCE = 1000;
    private static final String UNKNOWN = "08007";

    private enum Outcome {
        DONE,
        NOT_DONE,
        UNKNOWN
    }

    @TempDir
    Path directory;

    private final Map<String, Outcome> outcomes = new ConcurrentHashMap<>();
    private final Map<String, Cut> causes = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();
    private final Map<String, String> traces = new ConcurrentHashMap<>();
    private @Nullable TrefoilProcess started;

    @BeforeEach
    void makeAccounts() throws SQLException {
        System.out.println(getClass().getSimpleName() + ": -Dtck.seed=" + SEED);
        started = TrefoilProcess.start(directory.resolve("store").toString());
        try (Connection connection = open(server().endpoint());
                Statement statement = connection.createStatement()) {
            statement.execute("create table account (id int primary key, balance bigint not null)");
            statement.execute(
                    "insert into account select i, " + BALANCE + " from generate_series(0, " + (ACCOUNTS - 1) + ") i");
            statement.execute("create table transfer (id bigint generated always as identity primary key,"
                    + " label text not null, source int, target int, amount bigint)");
        }
    }

    @AfterEach
    void stop() {
        server().close();
    }

    private TrefoilProcess server() {
        return Objects.requireNonNull(started);
    }

    @Test
    void transfersInTransactionsAreNeitherLostNorDoubled() throws Exception {
        cut("t", (connection, label, random) -> transfer(connection, label, random));
    }

    @Test
    void statementsThatCommitByThemselvesAreNeitherLostNorDoubled() throws Exception {
        cut("a", (connection, label, random) -> insert(connection, "/* commits */ ", label, 0, 0, 0));
    }

    /** Generated keys: of a statement or, every other time, of a batch, with and without preparation at the server. */
    @Test
    void generatedKeysAreThoseOfTheRows() throws Exception {
        Map<String, Long> keys = new ConcurrentHashMap<>();
        cut("k", (connection, label, random) -> keys.put(label, insertForKey(connection, label, random)));
        Map<String, Long> found = new HashMap<>();
        try (Connection connection = open(server().endpoint());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select label, id from transfer where label like 'k%'")) {
            while (rows.next()) {
                found.put(rows.getString(1), rows.getLong(2));
            }
        }
        assertThat(keys).hasSizeGreaterThan(CUTS / 2).isEqualTo(found);
    }

    private static long insertForKey(Connection connection, String label, Random random) throws SQLException {
        boolean batch = random.nextBoolean();
        try (PreparedStatement insert = connection.prepareStatement(
                "/* commits */ insert into transfer (label, source, target, amount) values (?, 0, 0, 0)",
                Statement.RETURN_GENERATED_KEYS)) {
            insert.setString(1, label);
            if (batch) {
                insert.addBatch();
                insert.setString(1, "second of " + label);
                insert.addBatch();
                assertThat(insert.executeBatch()).containsExactly(1, 1);
            } else {
                assertThat(insert.executeUpdate()).isOne();
            }
            try (ResultSet keys = insert.getGeneratedKeys()) {
                assertThat(keys.next()).isTrue();
                long key = keys.getLong("id");
                assertThat(keys.next()).isEqualTo(batch);
                return key;
            }
        }
    }

    @FunctionalInterface
    private interface Work {
        void run(Connection connection, String label, Random random) throws SQLException;
    }

    /** UPDATE, UPDATE, INSERT, COMMIT. */
    private static void transfer(Connection connection, String label, Random random) throws SQLException {
        int source = random.nextInt(ACCOUNTS);
        int target = (source + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
        long amount = 1 + random.nextInt(5);
        connection.setAutoCommit(false);
        move(connection, source, -amount);
        move(connection, target, amount);
        insert(connection, "", label, source, target, amount);
        connection.commit();
    }

    private static void move(Connection connection, int account, long amount) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update account set balance = balance + ? where id = ?")) {
            update.setLong(1, amount);
            update.setInt(2, account);
            assertThat(update.executeUpdate()).isOne();
        }
    }

    private static void insert(Connection connection, String comment, String label, int source, int target, long amount)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                comment + "insert into transfer (label, source, target, amount) values (?, ?, ?, ?)")) {
            insert.setString(1, label);
            insert.setInt(2, source);
            insert.setInt(3, target);
            insert.setLong(4, amount);
            assertThat(insert.executeUpdate()).isOne();
        }
    }

    private void cut(String prefix, Work work) throws Exception {
        AtomicInteger cuts = new AtomicInteger();
        try (ExecutorService workers =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                String name = prefix + i + "-";
                Random random = new Random(SEED * 31 + i);
                Callable<?> worker = () -> {
                    work(name, random, cuts, work);
                    return true;
                };
                running.add(workers.submit(worker));
            }
            for (Future<?> worker : running) {
                worker.get();
            }
        }
        print(cuts.get());
        check();
        assertThat(unknown()).as("08007 although the server could be asked").isEmpty();
    }

    /** Transfers through a proxy of its own until all cuts have happened. */
    private void work(String name, Random random, AtomicInteger cuts, Work work) throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(server().endpoint())) {
            Connection connection = open(proxy.endpoint());
            for (int i = 0; cuts.get() < CUTS; i++) {
                String label = name + i;
                Cut cut = Cut.random(random);
                causes.put(label, cut);
                proxy.arm(cut);
                boolean fine = attempt(connection, label, random, work);
                if (proxy.disarm()) {
                    cuts.incrementAndGet();
                }
                if (!fine || !connection.isValid(5)) {
                    connection.close();
                    connection = open(proxy.endpoint());
                }
            }
            connection.close();
        }
    }

    private boolean attempt(Connection connection, String label, Random random, Work work) {
        try {
            work.run(connection, label, random);
            outcomes.put(label, Outcome.DONE);
            return true;
        } catch (SQLException e) {
            outcomes.put(label, UNKNOWN.equals(e.getSQLState()) ? Outcome.UNKNOWN : Outcome.NOT_DONE);
            failures.computeIfAbsent(
                            e.getSQLState() + " "
                                    + Objects.requireNonNull(causes.get(label)).place(),
                            x -> new AtomicInteger())
                    .incrementAndGet();
            traces.put(label, e.toString());
            return false;
        } catch (RuntimeException e) {
            throw new AssertionError(describe(label), e);
        }
    }

    private static Connection open(Endpoint endpoint) throws SQLException {
        String url = System.getProperty("tck.lost.url", "jdbc:trefoil://") + endpoint.host() + ":" + endpoint.port()
                + "/" + endpoint.database() + "?user=" + endpoint.user()
                + "&retryBudgetMillis=300000";
        return DriverManager.getConnection(url);
    }

    private List<String> unknown() {
        return outcomes.entrySet().stream()
                .filter(entry -> entry.getValue() == Outcome.UNKNOWN)
                .map(entry -> describe(entry.getKey()))
                .toList();
    }

    private String describe(String label) {
        return label + " " + causes.get(label) + " " + traces.getOrDefault(label, "");
    }

    private void print(int cuts) {
        Map<Outcome, Integer> counts = new TreeMap<>();
        outcomes.values().forEach(outcome -> counts.merge(outcome, 1, Integer::sum));
        System.out.println(cuts + " cuts, " + counts + ", failures " + new TreeMap<>(failures));
    }

    private void check() throws SQLException {
        try (Connection connection = open(server().endpoint());
                Statement statement = connection.createStatement()) {
            awaitOthers(statement);
            Map<String, Integer> found = new HashMap<>();
            long[] balances = new long[ACCOUNTS];
            java.util.Arrays.fill(balances, BALANCE);
            try (ResultSet rows = statement.executeQuery("select label, source, target, amount from transfer")) {
                while (rows.next()) {
                    found.merge(rows.getString(1), 1, Integer::sum);
                    balances[rows.getInt(2)] -= rows.getLong(4);
                    balances[rows.getInt(3)] += rows.getLong(4);
                }
            }
            assertThat(wrong(found)).as("transfers that are not what was told").isEmpty();
            try (ResultSet rows = statement.executeQuery("select id, balance from account")) {
                while (rows.next()) {
                    assertThat(rows.getLong(2)).isEqualTo(balances[rows.getInt(1)]);
                }
            }
        }
    }

    private List<String> wrong(Map<String, Integer> found) {
        List<String> wrong = new ArrayList<>();
        outcomes.forEach((label, outcome) -> {
            int count = found.getOrDefault(label, 0);
            boolean right = switch (outcome) {
                case DONE -> count == 1;
                case NOT_DONE -> count == 0;
                case UNKNOWN -> count <= 1;
            };
            if (!right) {
                wrong.add(outcome + " and there " + count + " times: " + describe(label));
            }
        });
        return wrong;
    }

    /** Sessions that have not heard yet that their clients are gone may still commit. */
    private static void awaitOthers(Statement statement) throws SQLException {
        for (int i = 0; i < 1200; i++) {
            try (ResultSet others = statement.executeQuery("select count(*) from pg_stat_activity"
                    + " where pid <> pg_backend_pid() and backend_type = 'client backend'")) {
                others.next();
                if (others.getLong(1) == 0) {
                    return;
                }
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                fail("interrupted", e);
            }
        }
        fail("sessions do not end");
    }
}
