package io.trefoil.tck.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.jdbc.api.TransactionRetry;
import io.trefoil.jdbc.api.TransactionRetryListener;
import io.trefoil.jdbc.api.TrefoilConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Work that is run as a transaction, again and again until it goes through. */
class InTransactionTest {
    private static TrefoilConnection open(Door door, String... properties) throws SQLException {
        return door.open(properties).unwrap(TrefoilConnection.class);
    }

    private static void account(Door door) throws SQLException {
        try (Statement statement = door.open().createStatement()) {
            statement.execute("create table account (id int primary key, balance int)");
            statement.execute("insert into account values (1, 0), (2, 0)");
        }
    }

    private static int balance(Connection connection, int id) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select balance from account where id = " + id)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void set(Connection connection, int id, int balance) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update account set balance = ? where id = ?")) {
            update.setInt(1, balance);
            update.setInt(2, id);
            update.executeUpdate();
        }
    }

    @OnTrefoilDoors
    void commitsAtItsEndAndRollsBackWhatThrows(Door door) throws SQLException {
        account(door);
        TrefoilConnection connection = open(door);
        String answer = connection.inTransaction(tx -> {
            assertThat(tx.getAutoCommit()).isFalse();
            set(tx, 1, 5);
            return "done";
        });
        assertThat(answer).isEqualTo("done");
        assertThat(connection.getAutoCommit()).isTrue();
        assertThat(balance(door.open(), 1)).isEqualTo(5);
        assertThatThrownBy(() -> connection.inTransaction(tx -> {
                    set(tx, 1, 6);
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> connection.inTransaction(tx -> {
                    set(tx, 1, 6);
                    tx.createStatement().execute("select nonsense");
                    return null;
                }))
                .hasFieldOrPropertyWithValue("SQLState", "42703");
        assertThat(balance(connection, 1)).isEqualTo(5);
        assertThat(connection.getAutoCommit()).isTrue();
    }

    @OnTrefoilDoors
    void runsAgainWhenWhatItHasSeenHasChanged(Door door) throws SQLException {
        account(door);
        TrefoilConnection connection = open(door);
        Connection other = door.open();
        AtomicInteger runs = new AtomicInteger();
        List<TransactionRetry> recovered = new ArrayList<>();
        connection.addTransactionRetryListener(new TransactionRetryListener() {
            @Override
            public void recovered(TransactionRetry retry) {
                recovered.add(retry);
            }
        });
        int last = connection.inTransaction(Connection.TRANSACTION_SERIALIZABLE, tx -> {
            int seen = balance(tx, 1);
            if (runs.incrementAndGet() == 1) {
                set(other, 1, seen + 100);
            }
            set(tx, 1, seen + 1);
            return seen;
        });
        assertThat(runs).hasValue(2);
        assertThat(last).isEqualTo(100);
        assertThat(balance(other, 1)).isEqualTo(101);
        assertThat(recovered).hasSize(1);
        assertThat(recovered.get(0).attempt()).isOne();
    }

    @OnTrefoilDoors
    void givesUpWhenItsBudgetIsSpent(Door door) throws SQLException {
        account(door);
        TrefoilConnection connection = open(door, "retryMaxAttempts=4");
        AtomicInteger runs = new AtomicInteger();
        List<TransactionRetry> givenUp = new ArrayList<>();
        connection.addTransactionRetryListener(new TransactionRetryListener() {
            @Override
            public void gaveUp(TransactionRetry retry) {
                givenUp.add(retry);
            }
        });
        assertThatThrownBy(() -> connection.inTransaction(tx -> {
                    set(tx, 1, runs.incrementAndGet());
                    throw new SQLTransactionRollbackException("restart transaction: as a server would", "40001");
                }))
                .isInstanceOf(SQLTransactionRollbackException.class)
                .hasFieldOrPropertyWithValue("SQLState", "40001");
        assertThat(runs).hasValue(5);
        assertThat(givenUp).hasSize(1);
        assertThat(connection.retryCounters().exhausted()).isOne();
        assertThat(connection.getAutoCommit()).isTrue();
        assertThat(balance(connection, 1)).isZero();
        int answer = connection.inTransaction(tx -> balance(tx, 2));
        assertThat(answer).isZero();
    }

    @OnTrefoilDoors
    void aCommitThatFailsIsRunAgainToo(Door door) throws SQLException {
        account(door);
        TrefoilConnection connection = open(door);
        Connection other = door.open();
        AtomicInteger runs = new AtomicInteger();
        connection.inTransaction(tx -> {
            int seen = balance(tx, 1);
            set(tx, 2, seen + 1);
            if (runs.incrementAndGet() == 1) {
                other.setAutoCommit(false);
                int theirs = balance(other, 2);
                set(other, 1, theirs + 10);
                other.commit();
            }
            return null;
        });
        assertThat(runs.get()).isBetween(1, 2);
        assertThat(balance(other, 1)).isEqualTo(10);
        assertThat(balance(other, 2)).as("as if one had run after the other").isIn(1, 11);
        other.commit();
    }

    @OnTrefoilDoors
    void conflictsThatTheWorkHasWrappedCountToo(Door door) throws SQLException {
        account(door);
        TrefoilConnection connection = open(door, "retry=off");
        Connection other = door.open();
        AtomicInteger runs = new AtomicInteger();
        connection.inTransaction(tx -> {
            try {
                int seen = balance(tx, 1);
                if (runs.incrementAndGet() == 1) {
                    set(other, 1, seen + 100);
                }
                set(tx, 1, seen + 1);
                return null;
            } catch (SQLException e) {
                throw new IllegalStateException("from a mapper", e);
            }
        });
        assertThat(runs).hasValue(2);
        assertThat(balance(other, 1)).isEqualTo(101);
    }

    @OnTrefoilDoors
    void nestedCallsJoin(Door door) throws SQLException {
        account(door);
        TrefoilConnection connection = open(door);
        assertThatThrownBy(() -> connection.inTransaction(outer -> {
                    set(outer, 1, 1);
                    outer.inTransaction(inner -> {
                        set(inner, 2, 2);
                        return null;
                    });
                    assertThat(balance(door.open(), 2)).isZero();
                    throw new IllegalStateException("and all is undone");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(balance(connection, 2)).isZero();
        connection.setAutoCommit(false);
        set(connection, 1, 7);
        connection.inTransaction(tx -> {
            set(tx, 2, 8);
            return null;
        });
        connection.rollback();
        assertThat(balance(connection, 2)).isZero();
        connection.rollback();
    }

    @OnTrefoilDoors
    void isolationIsThatOfTheCallAndOnlyOfIt(Door door) throws SQLException {
        account(door);
        TrefoilConnection connection = open(door);
        connection.inTransaction(Connection.TRANSACTION_READ_COMMITTED, tx -> {
            assertThat(tx.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
            assertThatThrownBy(() -> tx.inTransaction(Connection.TRANSACTION_SERIALIZABLE, inner -> null))
                    .hasFieldOrPropertyWithValue("SQLState", "25001");
            return null;
        });
        assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
        assertThatThrownBy(() -> connection.inTransaction(77, tx -> null))
                .hasFieldOrPropertyWithValue("SQLState", "22023");
    }

    @OnTrefoilDoors
    void manyThreadsLoseNothing(Door door) throws Exception {
        account(door);
        ExecutorService executor = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                TrefoilConnection connection = open(door);
                workers.add(executor.submit(() -> {
                    for (int n = 0; n < 50; n++) {
                        connection.inTransaction(tx -> {
                            set(tx, 1, balance(tx, 1) + 1);
                            return null;
                        });
                    }
                    return null;
                }));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        } finally {
            executor.shutdownNow();
        }
        assertThat(balance(door.open(), 1)).isEqualTo(400);
    }
}
