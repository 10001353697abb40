package io.trefoil.tck.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.jdbc.api.RetryCounters;
import io.trefoil.jdbc.api.TrefoilConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Random transactions of everything that JDBC does in one, first left alone, then with every second to sixth statement or
 * commit failing with 40001 ({@code inject_retry_errors_enabled}): what the application sees, and what is left in the
 * database, must be the same.
 *
 * <p>{@code -Dtck.transactions} sets how many, {@code -Dtck.seed} repeats them.
 */
class RandomReplayTest {
    private static final int TRANSACTIONS = Integer.getInteger("tck.transactions", 300);
    private static final long SEED = Long.getLong("tck.seed", System.nanoTime());
    private static final int ACCOUNTS = 20;

    @OnTrefoilDoors
    void injectedFailuresAreNeverSeen(Door door) throws SQLException {
        System.out.println("RandomReplayTest: -Dtck.seed=" + SEED);
        List<String> calm = new Program(door, "calm", 0).run();
        for (int every = 2; every <= 6; every += 2) {
            assertThat(new Program(door, "stormy" + every, every).run()).isEqualTo(calm);
        }
    }

    /** One run of the seed's transactions, in a schema of its own. */
    private static final class Program {
        private final Door door;
        private final String schema;
        private final int every;
        private final Random random = new Random(SEED);
        private final List<String> seen = new ArrayList<>();
        /** What the open transaction has done, for the message of a failure. */
        private final List<String> steps = new ArrayList<>();

        private final Map<String, Long> keys = new HashMap<>();
        private final Deque<Savepoint> savepoints = new ArrayDeque<>();
        private @Nullable ResultSet halfRead;
        private int names;

        Program(Door door, String schema, int every) {
            this.door = door;
            this.schema = schema;
            this.every = every;
        }

        List<String> run() throws SQLException {
            try (Connection connection = door.open()) {
                execute(connection, "create schema " + schema);
                execute(connection, "set search_path = " + schema);
                execute(connection, "create table account (id int primary key, balance bigint not null)");
                execute(
                        connection,
                        "insert into account select i, 100 from generate_series(0, " + (ACCOUNTS - 1) + ") i");
                execute(
                        connection,
                        "create table item (id bigint generated always as identity primary key, name text unique)");
                connection.setAutoCommit(false);
                if (every > 0) {
                    execute(connection, "set inject_retry_errors_every = " + every);
                    execute(connection, "set inject_retry_errors_enabled = on");
                    connection.commit();
                }
                for (int i = 0; i < TRANSACTIONS; i++) {
                    steps.clear();
                    try {
                        transaction(connection, i);
                    } catch (SQLException | RuntimeException | AssertionError e) {
                        throw new AssertionError(schema + ", transaction " + i + ": " + steps, e);
                    }
                }
                execute(connection, "set inject_retry_errors_enabled = off");
                note("accounts " + rows(connection, "select id, balance from account order by id"));
                checkItems(connection);
                connection.commit();
                RetryCounters counters =
                        connection.unwrap(TrefoilConnection.class).retryCounters();
                System.out.println(door + " " + schema + ": " + counters);
                assertThat(counters.recovered() > TRANSACTIONS / 20).isEqualTo(every > 0);
            }
            return seen;
        }

        private void note(String what) {
            seen.add(what);
            steps.add(what);
        }

        private void transaction(Connection connection, int number) throws SQLException {
            note("transaction " + number);
            int steps = 1 + random.nextInt(8);
            boolean commits = random.nextInt(6) > 0;
            boolean fails = random.nextInt(10) == 0;
            for (int i = 0; i < steps; i++) {
                step(connection, random.nextInt(11));
            }
            finishReading();
            if (fails) {
                note(failure(connection, "insert into account values (0, 0)"));
                note(failure(connection, "select 1"));
            }
            if (commits && !fails) {
                connection.commit();
            } else {
                connection.rollback();
            }
            savepoints.clear();
        }

        private void step(Connection connection, int kind) throws SQLException {
            steps.add("step " + kind);
            switch (kind) {
                case 0 -> update(connection);
                case 1 -> insert(connection);
                case 2 ->
                    note(rows(
                            connection,
                            "select count(*), sum(balance) from account where id % 3 = " + random.nextInt(3)));
                case 3 -> batch(connection);
                case 4 -> beginReading(connection);
                case 5 -> goOnReading(random.nextInt(12));
                case 6 -> {
                    Savepoint savepoint =
                            random.nextBoolean() ? connection.setSavepoint() : connection.setSavepoint("s" + names++);
                    savepoints.push(savepoint);
                }
                case 7 -> backToSavepoint(connection);
                case 8 -> failInSavepoint(connection);
                // Differ from run to run, and must not from attempt to attempt.
                case 9 -> rows(connection, "select random(), gen_random_uuid(), now(), lower('A')");
                default -> several(connection);
            }
        }

        private void update(Connection connection) throws SQLException {
            try (PreparedStatement update =
                    connection.prepareStatement("update account set balance = balance + ? where id = ?")) {
                update.setLong(1, random.nextInt(9));
                update.setInt(2, random.nextInt(ACCOUNTS + 5));
                note("updated " + update.executeUpdate());
            }
        }

        private void insert(Connection connection) throws SQLException {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into item (name) values (?)", Statement.RETURN_GENERATED_KEYS)) {
                insert.setString(1, "item " + names++);
                insert.executeUpdate();
                try (ResultSet key = insert.getGeneratedKeys()) {
                    note("inserted " + keys(key));
                }
            }
        }

        private void batch(Connection connection) throws SQLException {
            boolean keys = random.nextBoolean();
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into item (name) values (?)",
                    keys ? Statement.RETURN_GENERATED_KEYS : Statement.NO_GENERATED_KEYS)) {
                int count = 1 + random.nextInt(30);
                for (int i = 0; i < count; i++) {
                    insert.setString(1, "batched " + names++);
                    insert.addBatch();
                }
                note("batch " + Arrays.toString(insert.executeBatch()));
                if (keys) {
                    try (ResultSet key = insert.getGeneratedKeys()) {
                        note("keys " + keys(key));
                    }
                }
            }
        }

        /** Remembers generated keys; their numbers depend on how often the sequence was asked. */
        private List<String> keys(ResultSet rows) throws SQLException {
            List<String> inserted = new ArrayList<>();
            while (rows.next()) {
                inserted.add(rows.getString("name"));
                keys.put(rows.getString("name"), rows.getLong("id"));
            }
            return inserted;
        }

        private void checkItems(Connection connection) throws SQLException {
            List<String> items = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select id, name from item order by id")) {
                while (rows.next()) {
                    String name = rows.getString("name");
                    items.add(name);
                    if (keys.containsKey(name)) {
                        assertThat(rows.getLong("id")).as(name).isEqualTo(keys.get(name));
                    }
                }
            }
            note("items " + items);
        }

        private void beginReading(Connection connection) throws SQLException {
            finishReading();
            Statement statement = connection.createStatement();
            statement.closeOnCompletion();
            statement.setFetchSize(1 + random.nextInt(7));
            halfRead = statement.executeQuery("select id, balance from account order by id");
        }

        private void goOnReading(int rows) throws SQLException {
            ResultSet open = halfRead;
            if (open != null) {
                note("read " + text(open, rows));
            }
        }

        private void finishReading() throws SQLException {
            goOnReading(random.nextBoolean() ? Integer.MAX_VALUE : 1);
            ResultSet open = halfRead;
            if (open != null) {
                open.close();
                halfRead = null;
            }
        }

        private void backToSavepoint(Connection connection) throws SQLException {
            if (savepoints.isEmpty()) {
                return;
            }
            // A cursor that was opened after it is gone with it.
            finishReading();
            Savepoint savepoint = savepoints.peek();
            if (random.nextBoolean()) {
                connection.rollback(savepoint);
            } else {
                connection.releaseSavepoint(savepoint);
                savepoints.pop();
            }
        }

        private void failInSavepoint(Connection connection) throws SQLException {
            finishReading();
            Savepoint savepoint = connection.setSavepoint();
            note(failure(connection, "insert into account values (1, 0)"));
            connection.rollback(savepoint);
        }

        /** Several statements in one message. */
        private void several(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                boolean rows = statement.execute("update account set balance = balance + 1 where id < 3;"
                        + " select sum(balance) from account; delete from item where id < 0");
                StringBuilder all = new StringBuilder("several");
                while (rows || statement.getUpdateCount() >= 0) {
                    if (rows) {
                        try (ResultSet result = statement.getResultSet()) {
                            all.append(' ').append(text(result, Integer.MAX_VALUE));
                        }
                    } else {
                        all.append(' ').append(statement.getUpdateCount());
                    }
                    rows = statement.getMoreResults();
                }
                note(all.toString());
            }
        }

        private static String failure(Connection connection, String sql) {
            try {
                execute(connection, sql);
                return sql + " did not fail";
            } catch (SQLException e) {
                return "failed " + e.getSQLState();
            }
        }

        private static String rows(Connection connection, String sql) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                return text(rows, Integer.MAX_VALUE);
            }
        }

        private static String text(ResultSet rows, int rowsMax) throws SQLException {
            int columns = rows.getMetaData().getColumnCount();
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < rowsMax && rows.next(); i++) {
                String row = String.join(
                        ",",
                        IntStream.rangeClosed(1, columns)
                                .mapToObj(column -> value(rows, column))
                                .toList());
                text.append('(').append(row).append(')');
            }
            return text.toString();
        }

        private static String value(ResultSet rows, int column) {
            try {
                return String.valueOf(rows.getString(column));
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }

        private static void execute(Connection connection, String sql) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }
}
