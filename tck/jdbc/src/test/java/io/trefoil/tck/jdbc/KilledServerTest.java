package io.trefoil.tck.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that is killed while clients commit, and is started again: outcomes of commits are kept in the store, so that
 * those whose answers were lost are known afterwards, by clients that only waited for the server to come back.
 *
 * <p>{@code -Dtck.kills} sets how often, {@code -Dtck.seed} repeats when.
 */
class KilledServerTest {
    private static final int KILLS = Integer.getInteger("tck.kills", 3);
    private static final long SEED = Long.getLong("tck.seed", System.nanoTime());
    private static final int CLIENTS = 4;

    @TempDir
    Path directory;

    private final Map<String, String> outcomes = new ConcurrentHashMap<>();
    /** Keys that programs were told. */
    private final Map<String, Integer> shown = new ConcurrentHashMap<>();

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger done = new AtomicInteger();

    @Test
    void whatWasCommittedIsKnownAfterwards() throws Exception {
        kill(false);
    }

    /** In autocommit mode: programs get the keys that were generated before the server was killed. */
    @Test
    void generatedKeysAreToldAfterwards() throws Exception {
        kill(true);
    }

    private void kill(boolean keys) throws Exception {
        System.out.println("KilledServerTest: -Dtck.seed=" + SEED);
        Random random = new Random(SEED);
        String store = directory.resolve("store").toString();
        TrefoilProcess server = TrefoilProcess.start(store);
        try (CuttingProxy proxy = new CuttingProxy(server.endpoint())) {
            try (Connection connection = open(proxy.endpoint());
                    Statement statement = connection.createStatement()) {
                statement.execute("create table counter (id int primary key, n int)");
                statement.execute("insert into counter select i, 0 from generate_series(0, 9) i");
                statement.execute("create table entry (key int generated always as identity, label text)");
            }
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                String name = "c" + i + "-";
                clients.add(Thread.ofPlatform().start(() -> work(proxy.endpoint(), name, keys)));
            }
            for (int i = 0; i < KILLS; i++) {
                int before = done.get();
                while (done.get() < before + 20) {
                    Thread.sleep(10);
                }
                Thread.sleep(random.nextInt(50));
                server.kill();
                server.close();
                server = TrefoilProcess.start(store);
                proxy.redirect(server.endpoint());
            }
            over.set(true);
            for (Thread client : clients) {
                client.join();
            }
            check(proxy.endpoint());
            if (keys) {
                assertThat(shown).as("keys that the programs were told").isEqualTo(keysThere(proxy.endpoint()));
            }
        } finally {
            server.close();
        }
    }

    private void work(Endpoint endpoint, String name, boolean keys) {
        for (int i = 0; !over.get(); ) {
            try (Connection connection = open(endpoint)) {
                connection.setAutoCommit(keys);
                while (!over.get()) {
                    String label = name + i++;
                    outcomes.put(label, "unknown");
                    String outcome = keys ? insertForKey(connection, label) : attempt(connection, label);
                    outcomes.put(label, outcome);
                    if (!outcome.equals("committed")) {
                        break;
                    }
                    done.incrementAndGet();
                }
            } catch (SQLException e) {
                // what was attempted is noted; the next connection waits for the server
                Thread.onSpinWait();
            }
        }
    }

    private String insertForKey(Connection connection, String label) {
        String sql = "with counted as (update counter set n = n + 1 where id = ?) insert into entry (label) values (?)";
        try (PreparedStatement insert = connection.prepareStatement(sql + " returning key")) {
            insert.setInt(1, Math.floorMod(label.hashCode(), 10));
            insert.setString(2, label);
            try (ResultSet rows = insert.executeQuery()) {
                assertThat(rows.next()).isTrue();
                shown.put(label, rows.getInt(1));
            }
            return "committed";
        } catch (SQLException e) {
            return String.valueOf(e.getSQLState());
        }
    }

    private static Map<String, Integer> keysThere(Endpoint endpoint) throws SQLException {
        Map<String, Integer> there = new TreeMap<>();
        try (Connection connection = open(endpoint);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select label, key from entry")) {
            while (rows.next()) {
                there.put(rows.getString(1), rows.getInt(2));
            }
        }
        return there;
    }

    private static String attempt(Connection connection, String label) {
        try (PreparedStatement update = connection.prepareStatement("update counter set n = n + 1 where id = ?");
                PreparedStatement insert = connection.prepareStatement("insert into entry (label) values (?)")) {
            update.setInt(1, Math.floorMod(label.hashCode(), 10));
            update.executeUpdate();
            insert.setString(1, label);
            insert.executeUpdate();
            connection.commit();
            return "committed";
        } catch (SQLException e) {
            return String.valueOf(e.getSQLState());
        }
    }

    private void check(Endpoint endpoint) throws SQLException {
        Map<String, Integer> found = new TreeMap<>();
        try (Connection connection = open(endpoint);
                Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("select label from entry")) {
                while (rows.next()) {
                    found.merge(rows.getString(1), 1, Integer::sum);
                }
            }
            try (ResultSet sum = statement.executeQuery("select sum(n) from counter")) {
                sum.next();
                assertThat(sum.getInt(1)).isEqualTo(found.size());
            }
        }
        Map<String, Integer> counts = new TreeMap<>();
        outcomes.forEach((label, outcome) -> counts.merge(outcome, 1, Integer::sum));
        System.out.println(KILLS + " kills, " + counts);
        assertThat(outcomes).allSatisfy((label, outcome) -> {
            int times = found.getOrDefault(label, 0);
            switch (outcome) {
                case "committed" -> assertThat(times).as(label).isEqualTo(1);
                case "08007" -> assertThat(times).as(label).isLessThanOrEqualTo(1);
                default -> assertThat(times).as(label + " " + outcome).isZero();
            }
        });
        assertThat(counts).doesNotContainKey("08007");
    }

    private static Connection open(Endpoint endpoint) throws SQLException {
        return DriverManager.getConnection("jdbc:trefoil://" + endpoint.host() + ":" + endpoint.port() + "/"
                + endpoint.database() + "?user=" + endpoint.user() + "&retryBudgetMillis=300000");
    }
}
