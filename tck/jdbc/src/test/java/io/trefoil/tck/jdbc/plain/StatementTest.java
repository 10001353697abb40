package io.trefoil.tck.jdbc.plain;

import static io.trefoil.tck.jdbc.plain.Sql.assertFails;
import static io.trefoil.tck.jdbc.plain.Sql.execute;
import static io.trefoil.tck.jdbc.plain.Sql.rows;
import static io.trefoil.tck.jdbc.plain.Sql.single;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.tck.jdbc.Door;
import io.trefoil.tck.jdbc.OnEveryDoor;
import java.sql.BatchUpdateException;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;

/** Statements of all three kinds: counts, results, keys, batches, escapes and warnings. */
class StatementTest {
    @OnEveryDoor
    void countsAndResultsOfSeveralStatements(Door door) throws SQLException {
        try (Connection connection = door.open();
                Statement statement = connection.createStatement()) {
            assertThat(statement.execute(
                            "create table t (a int); insert into t values (1), (2), (3); select a from t order"
                                    + " by a; update t set a = a + 1 where a > 1; select count(*) from t"))
                    .isFalse();
            assertThat(statement.getUpdateCount()).isZero();
            assertThat(statement.getMoreResults()).isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(3);
            assertThat(statement.getMoreResults()).isTrue();
            assertThat(rows(statement.getResultSet())).containsExactly("1", "2", "3");
            assertThat(statement.getMoreResults()).isFalse();
            assertThat(statement.getLargeUpdateCount()).isEqualTo(2);
            assertThat(statement.getMoreResults(Statement.CLOSE_CURRENT_RESULT)).isTrue();
            assertThat(rows(statement.getResultSet())).containsExactly("3");
            assertThat(statement.getMoreResults()).isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(-1);
            assertThat(statement.execute("")).isFalse();
            assertThat(statement.executeLargeUpdate("delete from t")).isEqualTo(3);
            assertThatThrownBy(() -> statement.executeQuery("delete from t")).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> statement.executeUpdate("select 1")).isInstanceOf(SQLException.class);
        }
    }

    @OnEveryDoor
    void generatedKeysByFlagByNameAndByNumber(Door door) throws SQLException {
        try (Connection connection = door.open()) {
            execute(connection, "create table t (id serial primary key, v text, at int default 7)");
            String insert = "insert into t (v) values (?)";
            try (PreparedStatement all = connection.prepareStatement(insert, Statement.RETURN_GENERATED_KEYS)) {
                all.setString(1, "a");
                assertThat(all.executeUpdate()).isEqualTo(1);
                assertThat(rows(all.getGeneratedKeys())).containsExactly("1 a 7");
            }
            try (PreparedStatement named = connection.prepareStatement(insert, new String[] {"at", "id"})) {
                named.setString(1, "b");
                named.executeUpdate();
                try (ResultSet keys = named.getGeneratedKeys()) {
                    assertThat(keys.next()).isTrue();
                    assertThat(keys.getInt("id")).isEqualTo(2);
                    assertThat(keys.getInt("AT")).isEqualTo(7);
                }
            }
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("insert into t (v) values ('c'), ('d')", Statement.RETURN_GENERATED_KEYS);
                assertThat(rows(statement.getGeneratedKeys())).containsExactly("3 c 7", "4 d 7");
                statement.executeUpdate("update t set at = 8 where id > 2", new String[] {"id"});
                assertThat(rows(statement.getGeneratedKeys())).containsExactlyInAnyOrder("3", "4");
                statement.executeUpdate("insert into t (v) values ('e')");
                assertThat(rows(statement.getGeneratedKeys())).isEmpty();
            }
            try (PreparedStatement batch = connection.prepareStatement(insert, new String[] {"id"})) {
                for (String value : new String[] {"x", "y", "z"}) {
                    batch.setString(1, value);
                    batch.addBatch();
                }
                assertThat(batch.executeBatch()).containsExactly(1, 1, 1);
                assertThat(rows(batch.getGeneratedKeys())).containsExactly("6", "7", "8");
            }
        }
    }

    @OnEveryDoor
    void batchesCountEachStatement(Door door) throws SQLException {
        try (Connection connection = door.open()) {
            execute(connection, "create table t (id int primary key, v int)");
            try (PreparedStatement insert = connection.prepareStatement("insert into t values (?, ?)")) {
                assertThat(insert.executeBatch()).isEmpty();
                for (int i = 0; i < 500; i++) {
                    insert.setInt(1, i);
                    insert.setObject(2, i % 3 == 0 ? null : i, Types.INTEGER);
                    insert.addBatch();
                }
                assertThat(insert.executeBatch()).hasSize(500).containsOnly(1);
                insert.setInt(1, 1000);
                insert.setInt(2, 1);
                insert.addBatch();
                insert.clearBatch();
                assertThat(insert.executeBatch()).isEmpty();
            }
            try (PreparedStatement update = connection.prepareStatement("update t set v = 0 where id % ? = 0")) {
                for (int divisor : new int[] {2, 1000, 5}) {
                    update.setInt(1, divisor);
                    update.addBatch();
                }
                assertThat(update.executeLargeBatch()).containsExactly(250, 1, 100);
            }
            try (Statement statement = connection.createStatement()) {
                statement.addBatch("delete from t where id < 10");
                statement.addBatch("create table u (a int)");
                statement.addBatch("insert into u values (1), (2)");
                assertThat(statement.executeBatch()).containsExactly(10, 0, 2);
            }
        }
    }

    @OnEveryDoor
    void aBatchThatFailsTellsWhereAndChangesNothing(Door door) throws SQLException {
        try (Connection connection = door.open()) {
            execute(connection, "create table t (id int primary key)");
            try (PreparedStatement insert = connection.prepareStatement("insert into t values (?)")) {
                for (int id : new int[] {1, 2, 3, 2, 4}) {
                    insert.setInt(1, id);
                    insert.addBatch();
                }
                assertThatThrownBy(insert::executeBatch).isInstanceOfSatisfying(BatchUpdateException.class, e -> {
                    assertThat(e.getSQLState()).isEqualTo("23505");
                    assertThat((Throwable) e.getNextException()).isNotNull();
                    assertThat(e.getUpdateCounts()).contains(Statement.EXECUTE_FAILED);
                });
                assertThat(insert.executeBatch()).as("the failed batch is gone").isEmpty();
            }
            assertThat(single(connection, "select count(*) from t")).isEqualTo("0");
        }
    }

    @OnEveryDoor
    void escapesOfJdbcAreTranslated(Door door) throws SQLException {
        try (Connection connection = door.open()) {
            assertThat(single(connection, "select {d '2024-02-29'}")).isEqualTo("2024-02-29");
            assertThat(single(connection, "select {t '23:59:58'}")).isEqualTo("23:59:58");
            assertThat(single(connection, "select {ts '2024-02-29 23:59:58.5'}"))
                    .isEqualTo("2024-02-29 23:59:58.5");
            assertThat(single(connection, "select {fn concat('a', 'b')} || {fn ucase('x')} || {fn left('hello', 2)}"))
                    .isEqualTo("abXhe");
            assertThat(single(connection, "select {fn locate('l', 'hello')} + {fn mod(7, 4)} + {fn power(2, 3)}"))
                    .startsWith("14");
            assertThat(single(
                            connection,
                            "select {fn timestampdiff(SQL_TSI_DAY, {ts '2024-02-28 00:00:00'},"
                                    + " {ts '2024-03-01 00:00:00'})}"))
                    .isEqualTo("2");
            assertThat(single(connection, "select {fn year({d '2024-02-29'})} * 100 + {fn month({d '2024-02-29'})}"))
                    .isEqualTo("202402");
            assertThat(single(connection, "select {fn dayname({d '2024-02-29'})}"))
                    .startsWith("Thursday");
            execute(connection, "create table a (i int)", "create table b (i int)", "insert into a values (1)");
            assertThat(rows(connection, "select a.i, b.i from {oj a left outer join b on a.i = b.i}"))
                    .containsExactly("1 null");
            assertThat(rows(connection, "select 'a_c' like 'a!_c' {escape '!'}"))
                    .containsExactly("t");
            assertThat(connection.nativeSQL("select {fn user()}")).isEqualTo("select user");
            try (Statement statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                assertThatThrownBy(() -> statement.executeQuery("select {d '2024-02-29'}"))
                        .isInstanceOf(SQLException.class);
            }
        }
    }

    @OnEveryDoor
    void functionsAreCalledByEscape(Door door) throws SQLException {
        try (Connection connection = door.open();
                CallableStatement call = connection.prepareCall("{? = call upper(?)}")) {
            call.registerOutParameter(1, Types.VARCHAR);
            call.setString(2, "loud");
            call.execute();
            assertThat(call.getString(1)).isEqualTo("LOUD");
            assertThat(call.wasNull()).isFalse();
            try (CallableStatement power = connection.prepareCall("{? = call power(?, ?)}")) {
                power.registerOutParameter(1, Types.DOUBLE);
                power.setDouble(2, 2);
                power.setDouble(3, 10);
                power.execute();
                assertThat(power.getDouble(1)).isEqualTo(1024);
                assertThat(power.getObject(1)).isEqualTo(1024.0);
            }
        }
    }

    @OnEveryDoor
    void noticesBecomeWarnings(Door door) throws SQLException {
        try (Connection connection = door.open();
                Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists nothing");
            assertThat((Throwable) statement.getWarnings()).isNotNull();
            assertThat(statement.getWarnings().getMessage()).contains("nothing").contains("does not exist");
            assertThat(statement.getWarnings().getSQLState()).isEqualTo("00000");
            statement.clearWarnings();
            assertThat((Throwable) statement.getWarnings()).isNull();
            statement.execute("drop table if exists nothing; drop table if exists nothing_else");
            assertThat((Throwable) statement.getWarnings().getNextWarning()).isNotNull();
            statement.execute("select 1");
            assertThat((Throwable) statement.getWarnings()).isNull();
            assertThat((Throwable) connection.getWarnings()).isNull();
            try (ResultSet rows = statement.executeQuery("select 1")) {
                assertThat((Throwable) rows.getWarnings()).isNull();
            }
        }
    }

    @OnEveryDoor
    void rowsAreLimited(Door door) throws SQLException {
        try (Connection connection = door.open();
                Statement statement = connection.createStatement()) {
            statement.setMaxRows(3);
            assertThat(rows(statement.executeQuery("select generate_series(1, 100)")))
                    .hasSize(3);
            statement.setMaxRows(0);
            assertThat(rows(statement.executeQuery("select generate_series(1, 100)")))
                    .hasSize(100);
            assertThatThrownBy(() -> statement.setMaxRows(-1)).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> statement.setFetchSize(-1)).isInstanceOf(SQLException.class);
        }
    }

    @OnEveryDoor
    void parametersAreChecked(Door door) throws SQLException {
        try (Connection connection = door.open();
                PreparedStatement statement = connection.prepareStatement("select ? + ?")) {
            statement.setInt(1, 1);
            assertFails("22023", statement::executeQuery);
            assertFails("22023", () -> statement.setInt(3, 1));
            statement.setInt(2, 2);
            assertThat(rows(statement.executeQuery())).containsExactly("3");
            statement.clearParameters();
            assertFails("22023", statement::executeQuery);
            assertFails("42601", () -> connection.prepareStatement("selct 1").execute());
            assertFails(
                    "42P01",
                    () -> connection.prepareStatement("select * from nowhere").execute());
            try (PreparedStatement operator = connection.prepareStatement("select '{\"a\":1}'::jsonb ?? ?")) {
                operator.setString(1, "a");
                assertThat(rows(operator.executeQuery())).containsExactly("t");
            }
        }
    }

    @OnEveryDoor
    void preparedStatementsOutliveChangesOfTheirTables(Door door) throws SQLException {
        try (Connection connection = door.open();
                Connection other = door.open()) {
            execute(connection, "create table t (a int)", "insert into t values (1)");
            try (PreparedStatement select = connection.prepareStatement("select * from t where a = ?")) {
                for (int i = 0; i < 8; i++) {
                    select.setInt(1, 1);
                    assertThat(rows(select.executeQuery())).containsExactly("1");
                }
                execute(other, "alter table t add column b text default 'b'");
                select.setInt(1, 1);
                assertThat(rows(select.executeQuery())).containsExactly("1 b");
                execute(other, "drop table t", "create table t (a bigint)", "insert into t values (1)");
                assertThat(rows(select.executeQuery())).containsExactly("1");
            }
        }
    }
}
