package io.trefoil.tck.jdbc.plain;

import static io.trefoil.tck.jdbc.plain.Sql.assertFails;
import static io.trefoil.tck.jdbc.plain.Sql.execute;
import static io.trefoil.tck.jdbc.plain.Sql.rows;
import static io.trefoil.tck.jdbc.plain.Sql.single;
import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.tck.jdbc.Door;
import io.trefoil.tck.jdbc.OnEveryDoor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/** What lies beyond JDBC, through {@code unwrap(PGConnection.class)}. */
class CopyTest {
    @OnEveryDoor
    void rowsAreCopiedInAndOut(Door door) throws SQLException, IOException {
        try (Connection connection = door.open()) {
            execute(connection, "create table t (id int primary key, v text)");
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            String lines = IntStream.range(0, 20_000)
                    .mapToObj(i -> i + "\tvalue " + i)
                    .collect(Collectors.joining("\n", "", "\n"));
            assertThat(copy.copyIn("copy t from stdin", new StringReader(lines)))
                    .isEqualTo(20_000);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThat(copy.copyOut("copy (select * from t order by id) to stdout", out))
                    .isEqualTo(20_000);
            assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(lines);
            ByteArrayOutputStream binary = new ByteArrayOutputStream();
            copy.copyOut("copy t to stdout (format binary)", binary);
            execute(connection, "truncate t");
            assertThat(copy.copyIn("copy t from stdin (format binary)", new ByteArrayInputStream(binary.toByteArray())))
                    .isEqualTo(20_000);
            assertThat(single(connection, "select sum(id) from t")).isEqualTo("199990000");
        }
    }

    @OnEveryDoor
    void aCopyThatFailsOrIsCancelledLeavesTheConnectionUsable(Door door) throws SQLException {
        try (Connection connection = door.open()) {
            execute(connection, "create table t (id int primary key)");
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            assertFails("22P02", () -> copy.copyIn("copy t from stdin", new StringReader("1\nx\n")));
            assertFails("23505", () -> copy.copyIn("copy t from stdin", new StringReader("1\n1\n")));
            CopyIn in = copy.copyIn("copy t from stdin");
            byte[] row = "5\n".getBytes(StandardCharsets.UTF_8);
            in.writeToCopy(row, 0, row.length);
            in.cancelCopy();
            assertThat(rows(connection, "select * from t")).isEmpty();
            connection.setAutoCommit(false);
            assertThat(in.isActive()).isFalse();
            CopyIn inside = copy.copyIn("copy t from stdin");
            inside.writeToCopy(row, 0, row.length);
            assertThat(inside.endCopy()).isEqualTo(1);
            connection.rollback();
            assertThat(rows(connection, "select * from t")).isEmpty();
        }
    }
}
