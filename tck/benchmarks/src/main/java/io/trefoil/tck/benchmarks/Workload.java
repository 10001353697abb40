package io.trefoil.tck.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Questions that comparisons ask, in SQL that all contestants understand. */
enum Workload {
    /** One row by its key, prepared, in autocommit. */
    POINT_SELECT {
        @Override
        Operation prepare(Connection connection, Random random) throws SQLException {
            PreparedStatement select = connection.prepareStatement("select name from item where id = ?");
            return () -> read(select, random);
        }
    },
    /** One row, in autocommit. */
    INSERT {
        @Override
        Operation prepare(Connection connection, Random random) throws SQLException {
            PreparedStatement insert = connection.prepareStatement("insert into line (id, name) values (?, ?)");
            return () -> {
                bind(insert);
                insert.executeUpdate();
            };
        }
    },
    /** A hundred rows as a batch, and a commit. */
    BATCH_100 {
        @Override
        Operation prepare(Connection connection, Random random) throws SQLException {
            connection.setAutoCommit(false);
            PreparedStatement insert = connection.prepareStatement("insert into line (id, name) values (?, ?)");
            return () -> {
                for (int i = 0; i < 100; i++) {
                    bind(insert);
                    insert.addBatch();
                }
                insert.executeBatch();
                connection.commit();
            };
        }
    },
    /** A thousand rows as a batch whose generated keys are read, and a commit. */
    BATCH_1000_KEYS {
        @Override
        Operation prepare(Connection connection, Random random) throws SQLException {
            connection.setAutoCommit(false);
            PreparedStatement insert =
                    connection.prepareStatement("insert into entry (name) values (?)", Statement.RETURN_GENERATED_KEYS);
            return () -> {
                for (int i = 0; i < 1000; i++) {
                    insert.setString(1, "an entry of some length");
                    insert.addBatch();
                }
                insert.executeBatch();
                try (ResultSet keys = insert.getGeneratedKeys()) {
                    int count = 0;
                    while (keys.next()) {
                        consume(keys.getLong(1));
                        count++;
                    }
                    require(count == 1000);
                }
                connection.commit();
            };
        }
    },
    /** Ten rows read by their keys and two others changed, in one transaction. */
    READS_AND_WRITES {
        @Override
        Operation prepare(Connection connection, Random random) throws SQLException {
            connection.setAutoCommit(false);
            PreparedStatement select = connection.prepareStatement("select name from item where id = ?");
            PreparedStatement update = connection.prepareStatement("update item set n = n + 1 where id = ?");
            return () -> {
                for (int i = 0; i < 10; i++) {
                    read(select, random);
                }
                for (int i = 0; i < 2; i++) {
                    update.setInt(1, random.nextInt(ITEMS));
                    require(update.executeUpdate() == 1);
                }
                connection.commit();
            };
        }
    },
    /** Two rows changed and one inserted, in one transaction. */
    TRANSFER {
        @Override
        Operation prepare(Connection connection, Random random) throws SQLException {
            connection.setAutoCommit(false);
            PreparedStatement update = connection.prepareStatement("update item set n = n + ? where id = ?");
            PreparedStatement insert = connection.prepareStatement("insert into line (id, name) values (?, ?)");
            return () -> {
                for (int amount = -1; amount <= 1; amount += 2) {
                    update.setInt(1, amount);
                    update.setInt(2, random.nextInt(ITEMS));
                    require(update.executeUpdate() == 1);
                }
                bind(insert);
                insert.executeUpdate();
                connection.commit();
            };
        }
    };

    /** Rows of the table that is read. */
    static final int ITEMS = 100_000;

    private static final AtomicLong NEXT = new AtomicLong();
    private static volatile long consumed;

    /** Its name on a command line. */
    String option() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** Whether it changes anything. */
    boolean writes() {
        return this != POINT_SELECT;
    }

    abstract Operation prepare(Connection connection, Random random) throws SQLException;

    /** The tables, with rows to read. */
    static void fill(Connection connection, String identity) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table item (id integer primary key, n integer not null, name varchar(40))");
            statement.execute("create table line (id bigint primary key, name varchar(40))");
            statement.execute("create table entry (id " + identity + " primary key, name varchar(40))");
        }
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement("insert into item values (?, ?, ?)")) {
            for (int i = 0; i < ITEMS; i++) {
                insert.setInt(1, i);
                insert.setInt(2, i % 100);
                insert.setString(3, "item number " + i);
                insert.addBatch();
                if (i % 1000 == 999) {
                    insert.executeBatch();
                    connection.commit();
                }
            }
        }
        connection.setAutoCommit(true);
    }

    /** Takes away what a measurement has inserted. */
    static void empty(Connection connection) throws SQLException {
        String command =
                connection.getMetaData().getURL().startsWith("jdbc:sqlite") ? "delete from " : "truncate table ";
        try (Statement statement = connection.createStatement()) {
            statement.execute(command + "line");
            statement.execute(command + "entry");
        }
    }

    private static void read(PreparedStatement select, Random random) throws SQLException {
        select.setInt(1, random.nextInt(ITEMS));
        try (ResultSet row = select.executeQuery()) {
            require(row.next());
            consume(row.getString(1).length());
        }
    }

    private static void bind(PreparedStatement insert) throws SQLException {
        insert.setLong(1, NEXT.incrementAndGet());
        insert.setString(2, "a line of some length");
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalStateException("the database answers otherwise than it must");
        }
    }

    private static void consume(long value) {
        consumed = value;
    }
}
