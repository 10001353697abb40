package io.trefoil.tck.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches of any length: exact counts, all generated keys in order, all or nothing, one round trip. */
class LongBatchTest {
    private static final int LONG = 1000;

    @OnEveryDoor
    void countsAreExact(Door door) throws SQLException {
        for (boolean autoCommit : new boolean[] {true, false}) {
            try (Connection connection = prepare(door, autoCommit)) {
                assertThat(insert(connection, LONG, i -> i)).hasSize(LONG).containsOnly(1);
                int[] again = upsert(connection, LONG);
                assertThat(Arrays.stream(again).sum()).isEqualTo(LONG / 2);
                assertThat(again[0]).isZero();
                assertThat(again[1]).isEqualTo(1);
                try (PreparedStatement update =
                        connection.prepareStatement("update line set text = ? where number between ? and ?")) {
                    for (int i = 0; i < 330; i++) {
                        update.setString(1, "new");
                        update.setInt(2, i * 3);
                        update.setInt(3, i * 3 + i % 4 - 1);
                        update.addBatch();
                    }
                    long[] counts = update.executeLargeBatch();
                    for (int i = 0; i < 330; i++) {
                        assertThat(counts[i]).isEqualTo(i % 4);
                    }
                }
            }
        }
    }

    private interface Number {
        int of(int entry);
    }

    private static int[] insert(Connection connection, int entries, Number number) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into line (number, text) values (?, ?)")) {
            for (int i = 0; i < entries; i++) {
                insert.setInt(1, number.of(i));
                insert.setString(2, "line " + i);
                insert.addBatch();
            }
            return insert.executeBatch();
        }
    }

    /** Every second entry is there already. */
    private static int[] upsert(Connection connection, int entries) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into line (number, text) values (?, ?) on conflict (number) do nothing")) {
            for (int i = 0; i < entries; i++) {
                insert.setInt(1, i % 2 == 0 ? i : entries + i);
                insert.setString(2, "again");
                insert.addBatch();
            }
            return insert.executeBatch();
        }
    }

    @OnEveryDoor
    void generatedKeysOfAllEntriesComeInOrder(Door door) throws SQLException {
        for (boolean autoCommit : new boolean[] {true, false}) {
            try (Connection connection = prepare(door, autoCommit);
                    PreparedStatement insert = connection.prepareStatement(
                            "insert into line (number, text) values (?, ?)", new String[] {"id", "text"})) {
                for (int round = 0; round < 3; round++) {
                    for (int i = 0; i < 400; i++) {
                        insert.setInt(1, round * 400 + i);
                        insert.setString(2, "line " + i);
                        insert.addBatch();
                    }
                    assertThat(insert.executeBatch()).hasSize(400).containsOnly(1);
                    try (ResultSet keys = insert.getGeneratedKeys()) {
                        for (int i = 0; i < 400; i++) {
                            assertThat(keys.next()).isTrue();
                            assertThat(keys.getLong("id")).isEqualTo(round * 400 + i + 1);
                            assertThat(keys.getString(2)).isEqualTo("line " + i);
                        }
                        assertThat(keys.next()).isFalse();
                    }
                }
            }
        }
    }

    @OnTrefoilDoors
    void anErrorLeavesNothingAndNamesTheEntry(Door door) throws SQLException {
        try (Connection connection = prepare(door, true)) {
            BatchUpdateException error = catchThrowableOfType(
                    BatchUpdateException.class, () -> insert(connection, LONG, i -> i == 834 ? 7 : i));
            assertThat(error.getSQLState()).isEqualTo("23505");
            assertThat(error.getMessage()).contains("entry 834");
            assertThat(error.getUpdateCounts()).hasSize(LONG).containsOnly(Statement.EXECUTE_FAILED);
            assertThat(count(connection)).isZero();
            assertThat(insert(connection, 10, i -> i)).containsOnly(1);
            assertThat(count(connection)).isEqualTo(10);
        }
    }

    @OnEveryDoor
    void aBlockSurvivesByItsSavepoint(Door door) throws SQLException {
        try (Connection connection = prepare(door, false)) {
            insert(connection, 5, i -> i);
            var savepoint = connection.setSavepoint();
            assertThatThrownBy(() -> insert(connection, LONG, i -> i == 834 ? 3 : 100 + i))
                    .isInstanceOf(BatchUpdateException.class);
            connection.rollback(savepoint);
            insert(connection, 300, i -> 10 + i);
            connection.commit();
            assertThat(count(connection)).isEqualTo(305);
        }
    }

    @OnEveryDoor
    void entriesOfDifferentTypesAndNulls(Door door) throws SQLException {
        try (Connection connection = prepare(door, true);
                PreparedStatement insert =
                        connection.prepareStatement("insert into line (number, text) values (?, ?)")) {
            for (int i = 0; i < 600; i++) {
                if (i % 3 == 0) {
                    insert.setLong(1, i);
                } else {
                    insert.setObject(1, i, Types.INTEGER);
                }
                if (i % 5 == 0) {
                    insert.setNull(2, i % 2 == 0 ? Types.VARCHAR : Types.OTHER);
                } else {
                    insert.setObject(2, "text", Types.OTHER);
                }
                insert.addBatch();
            }
            assertThat(insert.executeBatch()).hasSize(600).containsOnly(1);
            assertThat(count(connection)).isEqualTo(600);
        }
    }

    @OnTrefoilDoors
    void entriesThatCannotBeSentLeaveNothing(Door door) throws SQLException {
        try (Connection connection = prepare(door, true);
                PreparedStatement insert =
                        connection.prepareStatement("insert into line (number, data) values (?, ?)")) {
            for (int i = 0; i < 900; i++) {
                insert.setInt(1, i);
                // One is shorter than it says: pgjdbc finds out while it sends.
                insert.setBinaryStream(2, new ByteArrayInputStream(new byte[i == 800 ? 3 : 10]), 10);
                insert.addBatch();
            }
            assertThatThrownBy(insert::executeBatch).isInstanceOf(SQLException.class);
            if (!connection.isClosed() && connection.isValid(1)) {
                assertThat(count(connection)).isZero();
            }
        }
        try (Connection connection = door.open()) {
            assertThat(count(connection)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"reWriteBatchedInserts=true", "autosave=always", "preferQueryMode=simple", "prepareThreshold=0"})
    void otherWaysOfPgjdbcStayRight(String property) throws SQLException {
        try (Connection connection = Door.REMOTE.open(property);
                Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists line");
            statement.execute(
                    "create table line (id bigint generated always as identity primary key, number int unique, text"
                            + " text, data bytea)");
            insert(connection, 1000, i -> i);
            assertThat(count(connection)).isEqualTo(1000);
        }
    }

    private static Connection prepare(Door door, boolean autoCommit) throws SQLException {
        Connection connection = door.open();
        try (Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists line");
            statement.execute(
                    "create table line (id bigint generated always as identity primary key, number int unique, text"
                            + " text, data bytea)");
        }
        connection.setAutoCommit(autoCommit);
        return connection;
    }

    private static long count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from line")) {
            row.next();
            return row.getLong(1);
        }
    }
}
