package io.trefoil.tck.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.jdbc.api.RetryCounters;
import io.trefoil.jdbc.api.TrefoilConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Sixteen threads move money between ten accounts at SERIALIZABLE, in plain JDBC code that retries nothing. A balance that
 * the code was shown and that somebody changed afterwards cannot be computed with twice: its transaction fails for good
 * ({@link ReplayTest}). So rows are locked by the query that shows them, or the server makes their readers take turns.
 *
 * <p>{@code -Dtck.seconds} sets how long, {@code -Dtck.seed} repeats who pays whom.
 */
class HotAccountsTest {
    private static final int SECONDS = Integer.getInteger("tck.seconds", 10);
    private static final long SEED = Long.getLong("tck.seed", System.nanoTime());
    private static final int THREADS = 16;
    private static final int ACCOUNTS = 10;
    private static final long BALANCE = 1000;

    private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();
    private final LongAdder transfers = new LongAdder();
    private final LongAdder replays = new LongAdder();

    @FunctionalInterface
    private interface Transfer {
        void run(Connection connection, int source, int target, long amount) throws SQLException;
    }

    /** SELECT ... FOR UPDATE of both, compute, UPDATE, UPDATE. */
    @OnTrefoilDoors
    void readModifyWriteOfLockedRowsNeverFails(Door door) throws Exception {
        run(door, SECONDS, HotAccountsTest::computeBoth);
        noneFailed();
    }

    /** The same one row after the other, in the order of their keys. */
    @OnTrefoilDoors
    void readModifyWriteOfOneRowAfterAnotherNeverFails(Door door) throws Exception {
        run(door, SECONDS / 5, HotAccountsTest::computeOneByOne);
        noneFailed();
    }

    /** UPDATE, UPDATE in any order: deadlocks, whose victims the driver runs again. */
    @OnTrefoilDoors
    void updatesInAnyOrderNeverFail(Door door) throws Exception {
        run(door, SECONDS / 5, (connection, source, target, amount) -> {
            add(connection, source, -amount);
            add(connection, target, amount);
        });
        noneFailed();
    }

    /**
     * Nothing is locked before it is shown, and rows come in any order: the server makes those who read what they will write
     * take turns. Only a machine that stalls for long may cost a transaction its turn, and then it fails with 40001.
     */
    @OnTrefoilDoors
    void readModifyWriteOfUnlockedRowsHardlyEverFails(Door door) throws Exception {
        run(door, SECONDS / 2, (connection, source, target, amount) -> {
            long from = balance(connection, source, "");
            long to = balance(connection, target, "");
            set(connection, source, from - amount);
            set(connection, target, to + amount);
        });
        assertThat(failures)
                .hasSizeLessThan(THREADS + transfers.intValue() / 100)
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(java.sql.SQLTransactionRollbackException.class)
                        .hasFieldOrPropertyWithValue("SQLState", "40001"));
        assertThat(transfers.sum()).isGreaterThan(THREADS);
    }

    private void noneFailed() {
        assertThat(failures).isEmpty();
        assertThat(transfers.sum()).isGreaterThan(THREADS);
    }

    private static void computeBoth(Connection connection, int source, int target, long amount) throws SQLException {
        long from = 0;
        long to = 0;
        try (PreparedStatement query =
                connection.prepareStatement("select id, balance from account where id in (?, ?) for update")) {
            query.setInt(1, source);
            query.setInt(2, target);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    if (rows.getInt(1) == source) {
                        from = rows.getLong(2);
                    } else {
                        to = rows.getLong(2);
                    }
                }
            }
        }
        set(connection, source, from - amount);
        set(connection, target, to + amount);
    }

    private static void computeOneByOne(Connection connection, int source, int target, long amount)
            throws SQLException {
        long first = balance(connection, Math.min(source, target), " for update");
        long second = balance(connection, Math.max(source, target), " for update");
        set(connection, source, (source < target ? first : second) - amount);
        set(connection, target, (source < target ? second : first) + amount);
    }

    private static long balance(Connection connection, int account, String lock) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select balance from account where id = ?" + lock)) {
            query.setInt(1, account);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static void set(Connection connection, int account, long balance) throws SQLException {
        update(connection, "update account set balance = ? where id = ?", account, balance);
    }

    private static void add(Connection connection, int account, long amount) throws SQLException {
        update(connection, "update account set balance = balance + ? where id = ?", account, amount);
    }

    private static void update(Connection connection, String sql, int account, long value) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, value);
            update.setInt(2, account);
            assertThat(update.executeUpdate()).isOne();
        }
    }

    private void run(Door door, int secondsAsked, Transfer transfer) throws Exception {
        int seconds = Math.max(1, secondsAsked);
        System.out.println("HotAccountsTest: -Dtck.seed=" + SEED);
        try (Connection connection = door.open();
                Statement statement = connection.createStatement()) {
            statement.execute("create table account (id int primary key, balance bigint not null)");
            statement.execute(
                    "insert into account select i, " + BALANCE + " from generate_series(0, " + (ACCOUNTS - 1) + ") i");
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(SEED + i);
            threads.add(Thread.ofPlatform().start(() -> work(door, end, random, transfer)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println(door + ": " + transfers + " transfers in " + seconds + " s, " + failures.size()
                + " failed, run again " + replays);
        try (Connection connection = door.open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select sum(balance), count(*) from account")) {
            row.next();
            assertThat(row.getLong(1)).isEqualTo(ACCOUNTS * BALANCE);
        }
    }

    private void work(Door door, long end, Random random, Transfer transfer) {
        try (Connection connection = door.open()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            connection.setAutoCommit(false);
            while (System.nanoTime() < end) {
                int source = random.nextInt(ACCOUNTS);
                int target = (source + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
                try {
                    transfer.run(connection, source, target, 1 + random.nextInt(5));
                    connection.commit();
                    transfers.increment();
                } catch (SQLException e) {
                    failures.add(e);
                    connection.rollback();
                }
            }
            RetryCounters counters = connection.unwrap(TrefoilConnection.class).retryCounters();
            replays.add(counters.savepointReplays() + counters.transactionReplays());
        } catch (SQLException | RuntimeException e) {
            failures.add(e);
        }
    }
}
