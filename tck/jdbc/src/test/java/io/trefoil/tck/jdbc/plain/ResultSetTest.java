package io.trefoil.tck.jdbc.plain;

import static io.trefoil.tck.jdbc.plain.Sql.assertFails;
import static io.trefoil.tck.jdbc.plain.Sql.execute;
import static io.trefoil.tck.jdbc.plain.Sql.rows;
import static io.trefoil.tck.jdbc.plain.Sql.single;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.tck.jdbc.Door;
import io.trefoil.tck.jdbc.OnEveryDoor;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Moving over rows, changing them in place, fetching them in steps, reading them as what they are not. */
class ResultSetTest {
    private static Statement scrollable(Connection connection, int concurrency) throws SQLException {
        return connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, concurrency);
    }

    @OnEveryDoor
    void scrollingInBothDirections(Door door) throws SQLException {
        try (Connection connection = door.open();
                Statement statement = scrollable(connection, ResultSet.CONCUR_READ_ONLY);
                ResultSet rows = statement.executeQuery("select generate_series(1, 5)")) {
            assertThat(rows.isBeforeFirst()).isTrue();
            assertThat(rows.last()).isTrue();
            assertThat(rows.getRow()).isEqualTo(5);
            assertThat(rows.isLast()).isTrue();
            assertThat(rows.previous()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(4);
            assertThat(rows.absolute(2)).isTrue();
            assertThat(rows.relative(2)).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(4);
            assertThat(rows.absolute(-1)).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(5);
            assertThat(rows.absolute(9)).isFalse();
            assertThat(rows.isAfterLast()).isTrue();
            rows.beforeFirst();
            assertThat(rows.next()).isTrue();
            assertThat(rows.isFirst()).isTrue();
            assertThat(rows.relative(-1)).isFalse();
            assertFails("24000", () -> rows.getInt(1));
        }
    }

    @OnEveryDoor
    void forwardOnlyIsForwardOnly(Door door) throws SQLException {
        try (Connection connection = door.open();
                Statement statement = connection.createStatement()) {
            ResultSet rows = statement.executeQuery("select 1 as a, 2 as b, 3 as a");
            assertFails("24000", () -> rows.getInt(1));
            assertThat(rows.next()).isTrue();
            assertThatThrownBy(rows::previous).isInstanceOf(SQLException.class);
            assertThat(rows.findColumn("A")).isEqualTo(1);
            assertThat(rows.getInt("b")).isEqualTo(2);
            assertThatThrownBy(() -> rows.getInt("c")).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> rows.getInt(4)).isInstanceOf(SQLException.class);
            assertThat(rows.next()).isFalse();
            assertThat(rows.next()).isFalse();
            assertThat(rows.isAfterLast()).isTrue();
            rows.close();
            assertThat(rows.isClosed()).isTrue();
            assertThatThrownBy(rows::next).isInstanceOf(SQLException.class);
        }
    }

    @OnEveryDoor
    void rowsAreInsertedUpdatedAndDeletedInPlace(Door door) throws SQLException {
        try (Connection connection = door.open()) {
            execute(
                    connection,
                    "create table t (id int primary key, name text, price numeric(8,2))",
                    "insert into t values (1, 'one', 1.00), (2, 'two', 2.00), (3, 'three', 3.00)");
            try (Statement statement = scrollable(connection, ResultSet.CONCUR_UPDATABLE);
                    ResultSet rows = statement.executeQuery("select id, name, price from t order by id")) {
                assertThat(rows.getConcurrency()).isEqualTo(ResultSet.CONCUR_UPDATABLE);
                rows.next();
                rows.updateString("name", "uno");
                rows.updateBigDecimal(3, new BigDecimal("1.11"));
                rows.updateRow();
                rows.next();
                rows.updateNull(2);
                rows.cancelRowUpdates();
                rows.deleteRow();
                rows.moveToInsertRow();
                rows.updateInt(1, 4);
                rows.updateString(2, "four");
                rows.insertRow();
                rows.moveToCurrentRow();
                rows.absolute(1);
                assertThat(rows.getString("name")).isEqualTo("uno");
                execute(connection, "update t set name = 'changed' where id = 1");
                rows.refreshRow();
                assertThat(rows.getString("name")).isEqualTo("changed");
            }
            assertThat(rows(connection, "select * from t order by id"))
                    .containsExactly("1 changed 1.11", "3 three 3.00", "4 four null");
            try (Statement statement = scrollable(connection, ResultSet.CONCUR_UPDATABLE);
                    ResultSet rows = statement.executeQuery("select count(*) from t")) {
                rows.next();
                assertThatThrownBy(() -> rows.updateInt(1, 7)).isInstanceOf(SQLException.class);
            }
        }
    }

    @OnEveryDoor
    void manyRowsAreFetchedInSteps(Door door) throws SQLException {
        try (Connection connection = door.open()) {
            connection.setAutoCommit(false);
            try (PreparedStatement statement =
                    connection.prepareStatement("select g, repeat('x', 100) from generate_series(1, ?) g")) {
                statement.setFetchSize(300);
                statement.setInt(1, 10_000);
                try (ResultSet rows = statement.executeQuery()) {
                    int expected = 0;
                    while (rows.next()) {
                        assertThat(rows.getInt(1)).isEqualTo(++expected);
                        if (expected == 500) {
                            rows.setFetchSize(1000);
                            assertThat(single(connection, "select 'between'")).isEqualTo("between");
                        }
                    }
                    assertThat(expected).isEqualTo(10_000);
                }
            }
            connection.commit();
        }
    }

    @OnEveryDoor
    void aRowIsReadAsWhatItCanBe(Door door) throws SQLException {
        try (Connection connection = door.open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select 300::int as i, '42'::text as t, 1.9::numeric as n,"
                    + " 'NaN'::float8 as nan, null::int as nothing, 9223372036854775807::bigint as max, 't'::text as"
                    + " yes, 1e300::float8 as huge")) {
            rows.next();
            assertThat(rows.getLong("i")).isEqualTo(300);
            assertThat(rows.getString("i")).isEqualTo("300");
            assertFails("22003", () -> rows.getByte("i"));
            assertThat(rows.getInt("t")).isEqualTo(42);
            assertThat(rows.getBigDecimal("t")).isEqualTo(new BigDecimal("42"));
            assertThat(rows.getInt("n")).isEqualTo(1);
            assertThat(rows.getDouble("nan")).isNaN();
            assertThat(rows.getInt("nothing")).isZero();
            assertThat(rows.wasNull()).isTrue();
            assertThat(rows.getObject("nothing")).isNull();
            assertThat(rows.getObject("nothing", Integer.class)).isNull();
            assertFails("22003", () -> rows.getInt("max"));
            assertThat(rows.getObject("max")).isEqualTo(Long.MAX_VALUE);
            assertThat(rows.getBoolean("yes")).isTrue();
            assertFails("42846", () -> rows.getBoolean("i"));
            assertFails("22003", () -> rows.getLong("huge"));
            assertThatThrownBy(() -> rows.getTimestamp("i")).isInstanceOf(SQLException.class);
            assertThat(rows.getObject("i", Integer.class)).isEqualTo(300);
            assertThat(rows.getObject("n", BigDecimal.class)).isEqualTo(new BigDecimal("1.9"));
        }
    }

    @OnEveryDoor
    void cursorsHeldOverCommitStayReadable(Door door) throws SQLException {
        try (Connection connection = door.open()) {
            assertThat(connection.getHoldability()).isEqualTo(ResultSet.CLOSE_CURSORS_AT_COMMIT);
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement(
                            ResultSet.TYPE_FORWARD_ONLY,
                            ResultSet.CONCUR_READ_ONLY,
                            ResultSet.HOLD_CURSORS_OVER_COMMIT);
                    ResultSet rows = statement.executeQuery("select generate_series(1, 50)")) {
                statement.setFetchSize(10);
                rows.next();
                connection.commit();
                int count = 1;
                while (rows.next()) {
                    count++;
                }
                assertThat(count).isEqualTo(50);
            }
        }
    }
}
