package io.trefoil.tck.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Batches of prepared statements, and the keys that the server generates. */
class BatchesTest {
    private static Connection withTable(Door door) throws SQLException {
        Connection connection = door.open();
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table item (name text, id bigint generated always as identity primary key, n int unique)");
        }
        return connection;
    }

    private static int count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from item")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void fill(Connection connection, int rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into item (name, n) values (?, ?)")) {
            for (int i = 0; i < rows; i++) {
                insert.setString(1, "item " + i);
                insert.setInt(2, i);
                insert.addBatch();
            }
            assertThat(insert.executeBatch()).hasSize(rows).containsOnly(1);
        }
    }

    @OnEveryDoor
    void countsAreExactForEachRow(Door door) throws SQLException {
        Connection connection = withTable(door);
        fill(connection, 1000);
        try (PreparedStatement update = connection.prepareStatement("update item set name = '' where n < ?")) {
            for (int below : new int[] {0, 1, 700}) {
                update.setInt(1, below);
                update.addBatch();
            }
            assertThat(update.executeLargeBatch()).containsExactly(0, 1, 700);
            assertThat(update.executeBatch()).isEmpty();
        }
        assertThat(connection.getAutoCommit()).isTrue();
    }

    @OnEveryDoor
    void mergesTravelInABatchAndCountTheirRows(Door door) throws SQLException {
        Connection connection = withTable(door);
        fill(connection, 3);
        try (PreparedStatement merge = connection.prepareStatement("merge into item using (select cast(? as int) as n,"
                + " cast(? as text) as name) s on item.n = s.n when matched and s.name is null then do nothing"
                + " when matched then update set name = s.name when not matched then insert (n, name)"
                + " values (s.n, s.name)")) {
            for (int i = 0; i < 600; i++) {
                merge.setInt(1, i);
                merge.setString(2, i == 1 ? null : "merged");
                merge.addBatch();
            }
            int[] counts = merge.executeBatch();
            assertThat(counts).hasSize(600);
            assertThat(counts[1]).isZero();
            assertThat(Arrays.stream(counts).sum()).isEqualTo(599);
            merge.setInt(1, 5);
            merge.setString(2, "again");
            assertThat(merge.executeUpdate()).isEqualTo(1);
        }
        assertThat(count(connection)).isEqualTo(600);
    }

    @OnTrefoilDoors
    void aBatchInAutocommitModeIsAllOrNothing(Door door) throws SQLException {
        Connection connection = withTable(door);
        try (PreparedStatement insert = connection.prepareStatement("insert into item (n) values (?)")) {
            // longer than what pgjdbc sends between two Syncs
            for (int i = 0; i < 2000; i++) {
                insert.setInt(1, i == 1900 ? 0 : i);
                insert.addBatch();
            }
            BatchUpdateException failed = catchThrowableOfType(BatchUpdateException.class, insert::executeBatch);
            assertThat(failed.getSQLState()).isEqualTo("23505");
            assertThat(failed.getUpdateCounts()).hasSize(2000).containsOnly(Statement.EXECUTE_FAILED);
            assertThat(failed.getLargeUpdateCounts()).containsOnly(Statement.EXECUTE_FAILED);
            assertThat((Throwable) failed.getNextException())
                    .isInstanceOf(SQLIntegrityConstraintViolationException.class);
            assertThat(count(connection)).isZero();
            assertThat(connection.getAutoCommit()).isTrue();
            insert.setInt(1, 1);
            insert.addBatch();
            assertThat(insert.executeBatch()).containsExactly(1);
        }
        assertThat(count(door.open())).isOne();
    }

    @OnTrefoilDoors
    void batchesOfTextsAreAllOrNothingToo(Door door) throws SQLException {
        Connection connection = withTable(door);
        try (Statement statement = connection.createStatement()) {
            for (int i = 0; i < 600; i++) {
                statement.addBatch("insert into item (n) values (" + i % 599 + ")");
            }
            BatchUpdateException failed = catchThrowableOfType(BatchUpdateException.class, statement::executeBatch);
            assertThat(failed.getUpdateCounts()).hasSize(600).containsOnly(Statement.EXECUTE_FAILED);
            assertThat(count(connection)).isZero();
            statement.addBatch("insert into item (n) values (1), (2)");
            statement.addBatch("update item set name = 'x'");
            statement.addBatch("delete from item where n = 1");
            assertThat(statement.executeBatch()).containsExactly(2, 2, 1);
            statement.addBatch("insert into item (n) values (3)");
            statement.addBatch("vacuum");
            assertThat(statement.executeBatch()).hasSize(2).startsWith(1);
        }
        assertThat(count(connection)).isEqualTo(2);
    }

    @OnTrefoilDoors
    void theEntryThatFailedIsNamed(Door door) throws SQLException {
        for (String mode :
                List.of("preferQueryMode=extended", "reWriteBatchedInserts=true", "preferQueryMode=simple")) {
            Connection connection = door.open(mode);
            try (Statement statement = connection.createStatement()) {
                statement.execute("drop table if exists t");
                statement.execute("create table t (n int primary key)");
                statement.execute("insert into t values (600)");
            }
            for (boolean autoCommit : new boolean[] {true, false}) {
                connection.setAutoCommit(autoCommit);
                try (PreparedStatement insert = connection.prepareStatement("insert into t values (?)")) {
                    for (int i = 0; i < 1000; i++) {
                        insert.setInt(1, i);
                        insert.addBatch();
                    }
                    BatchUpdateException failed =
                            catchThrowableOfType(BatchUpdateException.class, insert::executeLargeBatch);
                    if (mode.endsWith("extended")) {
                        assertThat(failed.getMessage()).startsWith("Batch entry 600 ");
                    }
                    assertThat(failed.getLargeUpdateCounts()).hasSize(1000).containsOnly(Statement.EXECUTE_FAILED);
                    if (!autoCommit) {
                        connection.rollback();
                    }
                }
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("select count(*) from t")) {
                    rows.next();
                    assertThat(rows.getInt(1)).as(mode).isOne();
                }
            }
        }
    }

    @OnTrefoilDoors
    void parametersMayChangeTheirTypeFromEntryToEntry(Door door) throws SQLException {
        Connection connection = withTable(door);
        try (PreparedStatement insert = connection.prepareStatement("insert into item (n, name) values (?, ?)")) {
            for (int i = 0; i < 900; i++) {
                if (i % 3 == 0) {
                    insert.setLong(1, i);
                } else {
                    insert.setInt(1, i);
                }
                if (i % 5 == 0) {
                    insert.setNull(2, java.sql.Types.VARCHAR);
                } else {
                    insert.setString(2, "x");
                }
                insert.addBatch();
            }
            insert.setInt(1, 5000);
            insert.addBatch();
            insert.clearBatch();
            assertThat(insert.executeBatch()).isEmpty();
            for (int i = 0; i < 900; i++) {
                insert.setObject(1, i % 2 == 0 ? (Object) (long) i : (Object) i);
                insert.addBatch();
            }
            assertThat(insert.executeBatch()).hasSize(900).containsOnly(1);
        }
        assertThat(count(connection)).isEqualTo(900);
    }

    @OnTrefoilDoors
    void aBatchInATransactionBelongsToIt(Door door) throws SQLException {
        Connection connection = withTable(door);
        connection.setAutoCommit(false);
        fill(connection, 10);
        assertThat(count(connection)).isEqualTo(10);
        connection.rollback();
        assertThat(count(connection)).isZero();
    }

    @OnTrefoilDoors
    void aBatchWhoseCommitFailsHasDoneNothing(Door door) throws SQLException {
        Connection connection = withTable(door);
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table child (n int references item (n) deferrable initially deferred)");
        }
        try (PreparedStatement insert = connection.prepareStatement("insert into child values (?)")) {
            insert.setInt(1, 1);
            insert.addBatch();
            insert.setInt(1, 2);
            insert.addBatch();
            BatchUpdateException failed = catchThrowableOfType(BatchUpdateException.class, insert::executeBatch);
            assertThat(failed.getSQLState()).isEqualTo("23503");
            assertThat(failed.getUpdateCounts()).containsExactly(Statement.EXECUTE_FAILED, Statement.EXECUTE_FAILED);
        }
        assertThat(connection.getAutoCommit()).isTrue();
        assertThat(connection.isValid(1)).isTrue();
    }

    @OnEveryDoor
    void batchesGenerateKeys(Door door) throws SQLException {
        Connection connection = withTable(door);
        try (PreparedStatement insert =
                connection.prepareStatement("insert into item (n) values (?)", new String[] {"id", "n"})) {
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < 700; i++) {
                    insert.setInt(1, 1000 * round + i);
                    insert.addBatch();
                }
                assertThat(insert.executeBatch()).hasSize(700).containsOnly(1);
                List<Integer> numbers = new ArrayList<>();
                try (ResultSet keys = insert.getGeneratedKeys()) {
                    while (keys.next()) {
                        assertThat(keys.getLong("id")).isPositive();
                        numbers.add(keys.getInt("n") - 1000 * round);
                    }
                }
                assertThat(numbers)
                        .hasSize(700)
                        .startsWith(0, 1, 2)
                        .endsWith(699)
                        .isSorted();
            }
        }
    }

    @OnTrefoilDoors
    void keysAreFoundByTheIndexOfTheirColumn(Door door) throws SQLException {
        Connection connection = withTable(door);
        try (Statement statement = connection.createStatement()) {
            statement.execute("create schema \"S 1\"");
            statement.execute("create table \"S 1\".\"T.x\" (gone int, a int, b int default 7)");
            statement.execute("alter table \"S 1\".\"T.x\" drop column gone");
            assertThat(statement.executeUpdate(
                            " /* why */ insert into \"S 1\".\"T.x\" (a) values (3)", new int[] {2, 1}))
                    .isOne();
            try (ResultSet keys = statement.getGeneratedKeys()) {
                keys.next();
                assertThat(keys.getInt(1)).isEqualTo(7);
                assertThat(keys.getInt("a")).isEqualTo(3);
            }
            assertThatThrownBy(() -> statement.execute("insert into item (n) values (9)", new int[] {4}))
                    .hasFieldOrPropertyWithValue("SQLState", "22023");
            assertThatThrownBy(() -> statement.execute("select 1", new int[] {1}))
                    .hasFieldOrPropertyWithValue("SQLState", "0A000");
        }
        for (String sql : Arrays.asList("insert into item (n) values (?)", "update item set n = n + 10 where n = ?")) {
            try (PreparedStatement prepared = connection.prepareStatement(sql, new int[] {2})) {
                prepared.setInt(1, 1);
                prepared.addBatch();
                assertThat(prepared.executeBatch()).containsExactly(1);
                try (ResultSet keys = prepared.getGeneratedKeys()) {
                    keys.next();
                    assertThat(keys.getMetaData().getColumnLabel(1)).isEqualTo("id");
                    assertThat(keys.getLong(1)).isOne();
                }
            }
        }
    }
}
