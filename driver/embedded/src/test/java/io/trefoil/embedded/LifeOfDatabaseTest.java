package io.trefoil.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When databases begin and end, and who shares one. */
class LifeOfDatabaseTest {
    @TempDir
    Path directory;

    @Test
    void memoryIsSharedByNameAndEndsWithItsLastConnection() throws SQLException {
        try (Connection first = DriverManager.getConnection("jdbc:trefoil:mem:shared");
                Connection second = DriverManager.getConnection("jdbc:trefoil:mem:shared")) {
            run(first, "CREATE TABLE t (a int PRIMARY KEY)");
            run(first, "INSERT INTO t VALUES (1), (2)");
            assertThat(number(second, "SELECT count(*) FROM t")).isEqualTo(2);
        }
        try (Connection again = DriverManager.getConnection("jdbc:trefoil:mem:shared")) {
            assertThatThrownBy(() -> number(again, "SELECT count(*) FROM t"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            missing -> assertThat(missing.getSQLState()).isEqualTo("42P01"));
        }
    }

    @Test
    void memoryWithoutNameIsPrivate() throws SQLException {
        try (Connection first = DriverManager.getConnection("jdbc:trefoil:mem:");
                Connection second = DriverManager.getConnection("jdbc:trefoil:mem:")) {
            run(first, "CREATE TABLE t (a int PRIMARY KEY)");
            run(second, "CREATE TABLE t (a int PRIMARY KEY)");
        }
    }

    @Test
    void memoryThatIsKeptAliveOutlivesItsConnections() throws SQLException {
        try (Connection first = DriverManager.getConnection("jdbc:trefoil:mem:kept?keepAlive=true")) {
            run(first, "CREATE TABLE t (a int PRIMARY KEY)");
        }
        try (Connection second = DriverManager.getConnection("jdbc:trefoil:mem:kept")) {
            assertThat(number(second, "SELECT count(*) FROM t")).isZero();
        }
    }

    @Test
    void directoryIsOpenedAgainWithAllThatWasCommitted() throws SQLException {
        Path store = directory.resolve("new/store");
        String url = "jdbc:trefoil:file:" + store;
        try (Connection first = DriverManager.getConnection(url)) {
            run(first, "CREATE TABLE t (a int PRIMARY KEY)");
            run(first, "SET synchronous_commit = off");
            run(first, "INSERT INTO t SELECT generate_series(1, 100)");
        }
        try (Connection second = DriverManager.getConnection(url)) {
            assertThat(number(second, "SELECT count(*) FROM t")).isEqualTo(100);
        }
    }

    @Test
    void otherSpellingsAreTheSameDirectory() throws Exception {
        Path store = directory.resolve("store");
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory);
        Path relative = Path.of("").toAbsolutePath().relativize(store);
        try (Connection first = DriverManager.getConnection("jdbc:trefoil:file:" + store);
                Connection second = DriverManager.getConnection("jdbc:trefoil:file:" + link.resolve("store"));
                Connection third = DriverManager.getConnection("jdbc:trefoil:file:" + relative);
                Connection fourth = DriverManager.getConnection("jdbc:trefoil:file:" + directory + "/x/../store")) {
            run(first, "CREATE TABLE t (a int PRIMARY KEY)");
            for (Connection other : new Connection[] {second, third, fourth}) {
                assertThat(number(other, "SELECT count(*) FROM t")).isZero();
            }
        }
    }

    @Test
    void directoryOfSomethingElseIsRefused() throws Exception {
        Files.writeString(directory.resolve("notes.txt"), "mine");
        assertThatThrownBy(() -> DriverManager.getConnection("jdbc:trefoil:file:" + directory))
                .isInstanceOfSatisfying(SQLException.class, refused -> {
                    assertThat(refused.getSQLState()).isEqualTo("58P01");
                    assertThat(refused.getMessage()).contains("holds something else");
                });
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
