package io.trefoil.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.tck.harness.ScriptTests;
import io.trefoil.tck.harness.server.Target;
import io.trefoil.tck.harness.server.TestDatabase;
import io.trefoil.tck.harness.server.TrefoilTarget;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;

/** A Java program's life with pgjdbc, on every server: the driver switches to binary formats and named statements by itself. */
class PgjdbcTest {
    /** Where a test runs. */
    enum On {
        MEMORY,
        ROCKSDB,
        POSTGRESQL;

        Target target() {
            return switch (this) {
                case MEMORY -> TrefoilTarget.memory();
                case ROCKSDB -> TrefoilTarget.rocksDb();
                case POSTGRESQL -> ScriptTests.postgres();
            };
        }
    }

    private final List<AutoCloseable> open = new ArrayList<>();

    private Connection connect(On on, String options) throws SQLException {
        TestDatabase database = on.target().create();
        open.add(database);
        Connection connection = DriverManager.getConnection(database.endpoint().jdbcUrl() + options);
        open.add(connection);
        return connection;
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable closeable : open.reversed()) {
            closeable.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void valuesOfAllTypesTravelBothWaysInTextAndBinary(On on) throws SQLException {
        Connection connection = connect(on, "");
        execute(
                connection,
                "create table v (i int, l bigint, s smallint, n numeric(12,3), f float8, r real, b boolean, t text, c"
                        + " char(3), d date, ts timestamp, tz timestamptz, raw bytea, u uuid, a int[], ta text[])");
        UUID uuid = UUID.fromString("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11");
        try (PreparedStatement insert =
                connection.prepareStatement("insert into v values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")) {
            Object[] values = {
                42,
                1L << 40,
                (short) 7,
                new BigDecimal("123.456"),
                1.5,
                2.5f,
                true,
                "it's",
                "ab",
                LocalDate.of(2024, 2, 29),
                Timestamp.valueOf("2024-02-29 01:02:03.4"),
                OffsetDateTime.of(2024, 2, 29, 1, 2, 3, 0, ZoneOffset.UTC),
                new byte[] {0, -1},
                uuid,
                connection.createArrayOf("int4", new Integer[] {1, null, 3}),
                connection.createArrayOf("text", new String[] {"a,b", "q\""})
            };
            for (int i = 0; i < values.length; i++) {
                insert.setObject(i + 1, values[i]);
            }
            assertThat(insert.executeUpdate()).isEqualTo(1);
        }
        try (PreparedStatement select = connection.prepareStatement("select * from v where i = ?")) {
            // After five executions the driver names the statement and asks for binary results.
            for (int run = 0; run < 8; run++) {
                select.setInt(1, 42);
                try (ResultSet rows = select.executeQuery()) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getLong(2)).isEqualTo(1L << 40);
                    assertThat(rows.getShort(3)).isEqualTo((short) 7);
                    assertThat(rows.getBigDecimal(4)).isEqualTo(new BigDecimal("123.456"));
                    assertThat(rows.getDouble(5)).isEqualTo(1.5);
                    assertThat(rows.getFloat(6)).isEqualTo(2.5f);
                    assertThat(rows.getBoolean(7)).isTrue();
                    assertThat(rows.getString(8)).isEqualTo("it's");
                    assertThat(rows.getString(9)).isEqualTo("ab ");
                    assertThat(rows.getObject(10, LocalDate.class)).isEqualTo(LocalDate.of(2024, 2, 29));
                    assertThat(rows.getTimestamp(11)).isEqualTo(Timestamp.valueOf("2024-02-29 01:02:03.4"));
                    assertThat(rows.getObject(12, OffsetDateTime.class).toInstant())
                            .isEqualTo("2024-02-29T01:02:03Z");
                    assertThat(rows.getBytes(13)).containsExactly(0, 255);
                    assertThat(rows.getObject(14)).isEqualTo(uuid);
                    assertThat((Integer[]) rows.getArray(15).getArray()).containsExactly(1, null, 3);
                    assertThat((String[]) rows.getArray(16).getArray()).containsExactly("a,b", "q\"");
                    assertThat(rows.next()).isFalse();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void transactionsSavepointsAndErrors(On on) throws SQLException {
        Connection connection = connect(on, "");
        execute(connection, "create table t (id int primary key, v text)");
        connection.setAutoCommit(false);
        execute(connection, "insert into t values (1, 'a')");
        Savepoint savepoint = connection.setSavepoint("s");
        assertThatThrownBy(() -> execute(connection, "insert into t values (1, 'again')"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23505"));
        assertThatThrownBy(() -> execute(connection, "select 1"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25P02"));
        connection.rollback(savepoint);
        execute(connection, "insert into t values (2, 'b')");
        connection.commit();
        execute(connection, "delete from t");
        connection.rollback();
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        assertThat(single(connection, "show transaction_isolation")).isEqualTo("read committed");
        connection.commit();
        connection.setReadOnly(true);
        assertThatThrownBy(() -> execute(connection, "delete from t"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25006"));
        connection.rollback();
        connection.setReadOnly(false);
        connection.setAutoCommit(true);
        assertThat(single(connection, "select count(*) from t")).isEqualTo("2");
    }

    @ParameterizedTest
    @EnumSource
    void batchesGeneratedKeysAndUpdateCounts(On on) throws SQLException {
        Connection connection = connect(on, "&reWriteBatchedInserts=true");
        execute(connection, "create table t (id serial primary key, v int unique)");
        try (PreparedStatement insert = connection.prepareStatement("insert into t (v) values (?)")) {
            for (int i = 0; i < 100; i++) {
                insert.setInt(1, i);
                insert.addBatch();
            }
            assertThat(insert.executeBatch()).hasSize(100);
        }
        try (PreparedStatement insert =
                connection.prepareStatement("insert into t (v) values (?)", Statement.RETURN_GENERATED_KEYS)) {
            insert.setInt(1, 1000);
            insert.executeUpdate();
            try (ResultSet keys = insert.getGeneratedKeys()) {
                assertThat(keys.next()).isTrue();
                assertThat(keys.getInt("id")).isEqualTo(101);
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.addBatch("update t set v = v + 2000 where id <= 10");
            statement.addBatch("delete from t where id between 20 and 29");
            assertThat(statement.executeBatch()).containsExactly(10, 10);
            statement.addBatch("insert into t (v) values (5000)");
            statement.addBatch("insert into t (v) values (5000)");
            assertThatThrownBy(statement::executeBatch).isInstanceOf(BatchUpdateException.class);
        }
        assertThat(single(connection, "select count(*) from t where v = 5000")).isEqualTo("0");
    }

    @ParameterizedTest
    @EnumSource
    void cursorsFetchInSteps(On on) throws SQLException {
        Connection connection = connect(on, "");
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(100);
            try (ResultSet rows = statement.executeQuery("select g from generate_series(1, 1050) g")) {
                int count = 0;
                while (rows.next()) {
                    assertThat(rows.getInt(1)).isEqualTo(++count);
                }
                assertThat(count).isEqualTo(1050);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void copyInAndOut(On on) throws Exception {
        Connection connection = connect(on, "");
        execute(connection, "create table t (id int primary key, v text)");
        var copy = connection.unwrap(PGConnection.class).getCopyAPI();
        assertThat(copy.copyIn("copy t from stdin with (format csv)", new StringReader("1,one\n2,\"two, too\"\n3,\n")))
                .isEqualTo(3);
        StringWriter out = new StringWriter();
        copy.copyOut("copy (select * from t order by id) to stdout with (format csv, header)", out);
        assertThat(out).hasToString("id,v\n1,one\n2,\"two, too\"\n3,\n");
        assertThatThrownBy(() -> copy.copyIn("copy t from stdin", new StringReader("x\ty\n")))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22P02"));
        assertThat(single(connection, "select count(*) from t")).isEqualTo("3");
    }

    @ParameterizedTest
    @EnumSource
    void metadataDescribesTables(On on) throws SQLException {
        Connection connection = connect(on, "");
        execute(connection, "create table parent (id int primary key)");
        execute(
                connection,
                "create table child (id bigint primary key, p int not null references parent, name varchar(20) default"
                        + " 'x')");
        execute(connection, "create unique index child_name on child (name)");
        var metadata = connection.getMetaData();
        assertThat(metadata.getDatabaseProductName()).isEqualTo("PostgreSQL");
        assertThat(metadata.getDatabaseMajorVersion()).isEqualTo(15);
        assertThat(columns(metadata.getTables(null, "public", "%", new String[] {"TABLE"}), "TABLE_NAME"))
                .containsExactly("child", "parent");
        assertThat(columns(
                        metadata.getColumns(null, "public", "child", "%"),
                        "COLUMN_NAME",
                        "TYPE_NAME",
                        "COLUMN_SIZE",
                        "IS_NULLABLE"))
                .containsExactly("id int8 19 NO", "p int4 10 NO", "name varchar 20 YES");
        assertThat(columns(metadata.getPrimaryKeys(null, "public", "child"), "COLUMN_NAME", "PK_NAME"))
                .containsExactly("id child_pkey");
        assertThat(columns(
                        metadata.getImportedKeys(null, "public", "child"),
                        "PKTABLE_NAME",
                        "PKCOLUMN_NAME",
                        "FKCOLUMN_NAME",
                        "FK_NAME"))
                .containsExactly("parent id p child_p_fkey");
        assertThat(columns(
                        metadata.getIndexInfo(null, "public", "child", false, true),
                        "INDEX_NAME",
                        "COLUMN_NAME",
                        "NON_UNIQUE"))
                .containsExactly("child_name name f", "child_pkey id f");
        assertThat(columns(metadata.getSchemas(), "TABLE_SCHEM"))
                .contains("public", "pg_catalog", "information_schema");
        try (PreparedStatement statement = connection.prepareStatement("select id, name from child where p = ?")) {
            assertThat(statement.getParameterMetaData().getParameterTypeName(1)).isEqualTo("int4");
            assertThat(statement.getMetaData().getColumnTypeName(2)).isEqualTo("varchar");
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancelAndTimeoutEndStatements(On on) throws Exception {
        Connection connection = connect(on, "");
        try (Statement statement = connection.createStatement()) {
            Thread canceller = Thread.startVirtualThread(() -> {
                try {
                    // One that comes before the statement is forgotten, and pgjdbc sends no second one.
                    Thread.sleep(1000);
                    statement.cancel();
                } catch (SQLException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThatThrownBy(() -> statement.execute("select count(*) from generate_series(1, 1000000000) g"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
            canceller.join();
        }
        execute(connection, "set statement_timeout = '200ms'");
        assertThatThrownBy(() -> execute(connection, "select count(*) from generate_series(1, 1000000000) g"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getMessage()).contains("statement timeout"));
        execute(connection, "reset statement_timeout");
        assertThat(single(connection, "select 'alive'")).isEqualTo("alive");
    }

    @ParameterizedTest
    @EnumSource
    void simpleModeAndSeveralResults(On on) throws SQLException {
        Connection connection = connect(on, "&preferQueryMode=simple");
        try (Statement statement = connection.createStatement()) {
            assertThat(statement.execute(
                            "create table t (a int); insert into t values (1), (2); select * from t order by a"))
                    .isFalse();
            assertThat(statement.getUpdateCount()).isZero();
            assertThat(statement.getMoreResults()).isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(2);
            assertThat(statement.getMoreResults()).isTrue();
        }
        try (PreparedStatement statement = connection.prepareStatement("select ? + 1, ?")) {
            statement.setInt(1, 41);
            statement.setString(2, "it's");
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(42);
                assertThat(rows.getString(2)).isEqualTo("it's");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void automaticSavepointsLetABlockGoOnAfterErrors(On on) throws SQLException {
        for (String autosave : List.of("always", "conservative")) {
            Connection connection = connect(on, "&autosave=" + autosave);
            execute(connection, "create table t (id int primary key, v int)");
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("insert into t values (?, 0)");
                    PreparedStatement read = connection.prepareStatement("select * from t where id = ?")) {
                for (int i = 0; i < 200; i++) {
                    int id = i;
                    insert.setInt(1, 0);
                    if (id % 2 == 0 || autosave.equals("conservative")) {
                        insert.setInt(1, id);
                        insert.executeUpdate();
                    } else {
                        assertThatThrownBy(insert::executeUpdate).hasMessageContaining("duplicate key");
                    }
                    read.setInt(1, id);
                    read.executeQuery().close();
                    if (id == 100) {
                        // The columns of a statement that the server knows change under the block.
                        execute(connection, "alter table t add column w int");
                    }
                }
            }
            connection.commit();
            connection.setAutoCommit(true);
            assertThat(single(connection, "select count(*) from t"))
                    .isEqualTo(autosave.equals("always") ? "100" : "200");
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String single(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static List<String> columns(ResultSet rows, String... names) throws SQLException {
        List<String> lines = new ArrayList<>();
        while (rows.next()) {
            List<String> values = new ArrayList<>();
            for (String name : Arrays.asList(names)) {
                values.add(rows.getString(name));
            }
            lines.add(String.join(" ", values));
        }
        rows.close();
        return lines;
    }
}
