package io.trefoil.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.tck.harness.server.Target;
import io.trefoil.tck.harness.server.TestDatabase;
import io.trefoil.tck.harness.server.TrefoilTarget;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A table as a queue: consumers take rows with SKIP LOCKED, each row once, and none is ever refused. */
class QueueTest {
    private static final int CONSUMERS = 10;
    private static final int JOBS = Integer.getInteger("tck.queue.jobs", 10_000);
    private static final String TAKE_MANY =
            "delete from jobs where id in (select id from jobs order by id for update skip locked limit 20) returning"
                    + " id";
    private static final String TAKE_ONE =
            "delete from jobs where id = (select id from jobs order by id for update skip locked limit 1) returning id";

    @ParameterizedTest
    @CsvSource({
        "memory, serializable, autocommit",
        "memory, read committed, block",
        "rocksdb, repeatable read, autocommit",
        "rocksdb, serializable, block"
    })
    void everyJobIsTakenOnce(String store, String level, String style) throws Exception {
        Target target = store.equals("memory") ? TrefoilTarget.memory() : TrefoilTarget.rocksDb();
        try (TestDatabase database = target.create();
                ExecutorService consumers = Executors.newFixedThreadPool(CONSUMERS)) {
            String url = database.endpoint().jdbcUrl();
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                statement.execute("create table jobs (id int primary key, payload text)");
                statement.execute("insert into jobs select g, 'job ' || g from generate_series(1, " + JOBS + ") g");
            }
            List<Future<List<Integer>>> running = new ArrayList<>();
            for (int i = 0; i < CONSUMERS; i++) {
                String take = i == 0 ? TAKE_ONE : TAKE_MANY;
                running.add(consumers.submit(() -> consume(url, level, style.equals("block"), take)));
            }
            List<Integer> taken = new ArrayList<>();
            for (Future<List<Integer>> consumer : running) {
                taken.addAll(consumer.get());
            }
            assertThat(taken)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.rangeClosed(1, JOBS).boxed().toList());
        }
    }

    /** Takes jobs until there is none; an error of the server ends the test. */
    private static List<Integer> consume(String url, String level, boolean block, String take) throws SQLException {
        List<Integer> taken = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement setting = connection.createStatement();
                PreparedStatement next = connection.prepareStatement(take)) {
            setting.execute("set default_transaction_isolation = '" + level + "'");
            connection.setAutoCommit(!block);
            while (true) {
                int before = taken.size();
                try (ResultSet rows = next.executeQuery()) {
                    while (rows.next()) {
                        taken.add(rows.getInt(1));
                    }
                }
                if (block) {
                    connection.commit();
                }
                if (taken.size() == before && isEmpty(connection, block)) {
                    return taken;
                }
            }
        }
    }

    /** Whether the queue is empty, and not only what is left in the hands of others. */
    private static boolean isEmpty(Connection connection, boolean block) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select not exists (select from jobs)")) {
            row.next();
            boolean empty = row.getBoolean(1);
            if (block) {
                connection.commit();
            }
            return empty;
        }
    }
}
