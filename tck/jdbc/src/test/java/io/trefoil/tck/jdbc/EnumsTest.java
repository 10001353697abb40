package io.trefoil.tck.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.util.PGobject;

/** Enum types of the database in Java. */
class EnumsTest {
    enum Mood {
        sad,
        ok,
        happy
    }

    private static Connection withTable(Door door) throws SQLException {
        Connection connection = door.open();
        execute(
                connection,
                "create type mood as enum ('sad', 'ok', 'happy')",
                "create table person (id int primary key, m mood, ms mood[])");
        return connection;
    }

    private static void execute(Connection connection, String... texts) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String text : texts) {
                statement.execute(text);
            }
        }
    }

    private static List<String> strings(Connection connection, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private static PGobject mood(String value) throws SQLException {
        PGobject mood = new PGobject();
        mood.setType("mood");
        mood.setValue(value);
        return mood;
    }

    @OnEveryDoor
    void valuesGoInAsOtherAndComeOutAsStrings(Door door) throws SQLException {
        Connection connection = withTable(door);
        try (PreparedStatement insert = connection.prepareStatement("insert into person (id, m) values (?, ?)")) {
            // pgjdbc changes to named statements and the binary format after a few executions
            for (int i = 0; i < 12; i++) {
                insert.setInt(1, i);
                switch (i % 3) {
                    case 0 -> insert.setObject(2, "happy", Types.OTHER);
                    case 1 -> insert.setObject(2, mood("sad"));
                    default -> insert.setNull(2, Types.OTHER);
                }
                assertThat(insert.executeUpdate()).isEqualTo(1);
            }
            insert.setInt(1, 20);
            insert.setObject(2, "glad", Types.OTHER);
            assertThatThrownBy(insert::executeUpdate)
                    .isInstanceOf(SQLException.class)
                    .satisfies(e -> assertThat(((SQLException) e).getSQLState()).isEqualTo("22P02"));
        }
        try (PreparedStatement query = connection.prepareStatement("select m from person where m > ? order by id")) {
            for (int i = 0; i < 7; i++) {
                query.setObject(1, "sad", Types.OTHER);
                try (ResultSet rows = query.executeQuery()) {
                    ResultSetMetaData shape = rows.getMetaData();
                    assertThat(shape.getColumnTypeName(1)).isEqualTo("mood");
                    assertThat(shape.getColumnType(1)).isEqualTo(Types.VARCHAR);
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getObject(1)).isEqualTo("happy");
                    assertThat(rows.getString(1)).isEqualTo("happy");
                }
            }
        }
    }

    @OnEveryDoor
    void batchesOfThem(Door door) throws SQLException {
        Connection connection = withTable(door);
        try (PreparedStatement insert = connection.prepareStatement("insert into person (id, m) values (?, ?)")) {
            for (int i = 0; i < 300; i++) {
                insert.setInt(1, i);
                insert.setObject(2, Mood.values()[i % 3], Types.OTHER);
                insert.addBatch();
            }
            assertThat(insert.executeBatch()).hasSize(300).containsOnly(1);
        }
        assertThat(strings(connection, "select m || ' ' || count(*) from person group by m order by m"))
                .containsExactly("sad 100", "ok 100", "happy 100");
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select m from person where id = 2")) {
            rows.next();
            if (door.isTrefoil()) {
                assertThat(rows.getObject(1, Mood.class)).isEqualTo(Mood.happy);
            }
        }
    }

    @OnEveryDoor
    void arraysOfThem(Door door) throws SQLException {
        Connection connection = withTable(door);
        try (PreparedStatement insert = connection.prepareStatement("insert into person (id, ms) values (?, ?)")) {
            for (int i = 0; i < 7; i++) {
                insert.setInt(1, i);
                insert.setArray(2, connection.createArrayOf("mood", new String[] {"ok", null, "sad"}));
                insert.executeUpdate();
            }
        }
        try (PreparedStatement query = connection.prepareStatement("select ms from person where ? = any (ms)")) {
            for (int i = 0; i < 7; i++) {
                query.setObject(1, mood("sad"));
                try (ResultSet rows = query.executeQuery()) {
                    assertThat(rows.next()).isTrue();
                    assertThat((Object[]) rows.getArray(1).getArray()).containsExactly("ok", null, "sad");
                    assertThat(rows.getArray(1).getBaseTypeName()).isEqualTo("mood");
                }
            }
        }
    }

    @OnEveryDoor
    void theMetadataKnowsThem(Door door) throws SQLException {
        Connection connection = withTable(door);
        DatabaseMetaData data = connection.getMetaData();
        try (ResultSet columns = data.getColumns(null, "public", "person", "m%")) {
            assertThat(columns.next()).isTrue();
            assertThat(columns.getString("TYPE_NAME")).isEqualTo("mood");
            assertThat(columns.getInt("DATA_TYPE")).isEqualTo(Types.VARCHAR);
            assertThat(columns.next()).isTrue();
            assertThat(columns.getString("TYPE_NAME")).isEqualTo("_mood");
            assertThat(columns.getInt("DATA_TYPE")).isEqualTo(Types.ARRAY);
        }
        List<String> types = new ArrayList<>();
        try (ResultSet rows = data.getTypeInfo()) {
            while (rows.next()) {
                types.add(rows.getString("TYPE_NAME"));
            }
        }
        assertThat(types).contains("mood", "_mood");
    }

    @OnEveryDoor
    void preparedStatementsLearnNewLabels(Door door) throws SQLException {
        Connection connection = withTable(door);
        execute(connection, "insert into person values (1, 'ok')");
        try (PreparedStatement update = connection.prepareStatement("update person set m = ? where id = 1");
                PreparedStatement query = connection.prepareStatement("select m, m::text from person where m = ?")) {
            for (String label : List.of("ok", "sad", "ok", "sad", "ok", "sad", "ok")) {
                update.setObject(1, label, Types.OTHER);
                assertThat(update.executeUpdate()).isEqualTo(1);
            }
            try (Connection other = door.open()) {
                execute(other, "alter type mood add value 'glad' before 'happy'");
            }
            for (int i = 0; i < 7; i++) {
                update.setObject(1, "glad", Types.OTHER);
                assertThat(update.executeUpdate()).isEqualTo(1);
                query.setObject(1, "glad", Types.OTHER);
                try (ResultSet rows = query.executeQuery()) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getString(1)).isEqualTo("glad").isEqualTo(rows.getString(2));
                }
            }
        }
    }

    @OnEveryDoor
    void theyAreCopied(Door door) throws Exception {
        Connection connection = withTable(door);
        PGConnection postgres = connection.unwrap(PGConnection.class);
        assertThat(postgres.getCopyAPI()
                        .copyIn("copy person from stdin", new StringReader("1\tok\t{sad,happy}\n2\t\\N\t{}\n")))
                .isEqualTo(2);
        assertThatThrownBy(() ->
                        postgres.getCopyAPI().copyIn("copy person from stdin", new StringReader("3\tnope\t\\N\n")))
                .hasMessageContaining("invalid input value for enum mood: \"nope\"");
        assertThat(strings(connection, "select coalesce(m::text, '-') || ms::text from person order by id"))
                .containsExactly("ok{sad,happy}", "-{}");
    }

    @Test
    void theyOutliveARestart(@TempDir Path directory) throws SQLException {
        String url = "jdbc:trefoil:file:" + directory.resolve("data");
        try (Connection connection = DriverManager.getConnection(url)) {
            execute(
                    connection,
                    "create type mood as enum ('sad', 'ok', 'happy')",
                    "create table person (id int primary key, m mood default 'ok', gone mood[], n int)",
                    "create index person_m on person (m)",
                    "insert into person values (1, 'happy', '{sad}', 1), (2, 'sad', '{ok,NULL}', 2)",
                    "alter type mood add value 'glad' before 'happy'",
                    "alter type mood rename value 'ok' to 'fine'",
                    "insert into person (id) values (3)",
                    "insert into person (id, m) values (4, 'glad')",
                    "alter table person drop column gone",
                    "create type brief as enum ('x')",
                    "alter table person add column b brief default 'x'",
                    "drop type brief cascade");
        }
        try (Connection connection = DriverManager.getConnection(url)) {
            execute(connection, "update person set n = id", "insert into person (id, m) values (5, 'glad')");
            assertThat(strings(connection, "select id || ' ' || m || ' ' || coalesce(n, 0) from person order by m, id"))
                    .containsExactly("2 sad 2", "3 fine 3", "4 glad 4", "5 glad 0", "1 happy 1");
            assertThat(strings(connection, "select id from person where m = 'glad' order by id"))
                    .containsExactly("4", "5");
            execute(connection, "drop type mood cascade");
        }
        try (Connection connection = DriverManager.getConnection(url)) {
            execute(connection, "update person set n = n + 1 where id = 1", "create type mood as enum ('new')");
            assertThat(strings(connection, "select n || ' ' || enum_first(null::mood) from person where id = 1"))
                    .containsExactly("2 new");
        }
    }
}
