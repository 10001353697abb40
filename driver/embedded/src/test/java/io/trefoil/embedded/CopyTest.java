package io.trefoil.embedded;

import static io.trefoil.embedded.LifeOfDatabaseTest.number;
import static io.trefoil.embedded.LifeOfDatabaseTest.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

/** COPY, which speaks with its client in the middle of a statement. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CopyTest {
    private Connection connection;
    private CopyManager copies;

    @BeforeEach
    void connect() throws SQLException {
        connection = DriverManager.getConnection("jdbc:trefoil:mem:copy");
        copies = connection.unwrap(PGConnection.class).getCopyAPI();
        run(connection, "CREATE TABLE t (a int PRIMARY KEY, b text)");
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void rowsGoInAndOut() throws Exception {
        byte[] lines = "1\tone\n2\ttwo\n".getBytes(StandardCharsets.UTF_8);
        CopyIn in = copies.copyIn("copy t FROM STDIN");
        in.writeToCopy(lines, 0, lines.length);
        assertThat(in.endCopy()).isEqualTo(2);
        StringWriter out = new StringWriter();
        copies.copyOut("COPY t TO STDOUT", out);
        assertThat(out.toString()).isEqualTo("1\tone\n2\ttwo\n");
        assertThat(number(connection, "SELECT count(*) FROM t")).isEqualTo(2);
    }

    @Test
    void millionsOfBytesGoInAndOutPieceByPiece() throws Exception {
        long rows = 200_000;
        assertThat(copies.copyIn("COPY t FROM STDIN", new Lines(rows))).isEqualTo(rows);
        CopyOut out = copies.copyOut("COPY t TO STDOUT");
        long bytes = 0;
        for (byte[] line = out.readFromCopy(); line != null; line = out.readFromCopy()) {
            bytes += line.length;
        }
        assertThat(bytes).isEqualTo(rows * Lines.BYTES);
    }

    @Test
    void moreThanTheHeapGoesThrough(@TempDir Path directory) throws Exception {
        assertThat(SmallHeap.run(directory.resolve("store"), 64)).isTrue();
    }

    @Test
    void cancelledByTheClientAndByError() throws Exception {
        CopyIn in = copies.copyIn("COPY t FROM STDIN");
        in.writeToCopy("1\tone\n".getBytes(StandardCharsets.UTF_8), 0, 6);
        in.cancelCopy();
        assertThatThrownBy(() -> copies.copyIn("COPY t FROM STDIN", new java.io.StringReader("x\ty\n")))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        wrong -> assertThat(wrong.getSQLState()).isEqualTo("22P02"));
        assertThat(number(connection, "SELECT count(*) FROM t")).isZero();
    }

    @Test
    void copyByAPreparedStatementIsRefusedByTheClient() throws Exception {
        try (PreparedStatement copy = connection.prepareStatement("COPY t FROM STDIN")) {
            assertThatThrownBy(copy::execute).isInstanceOf(SQLException.class);
        }
        assertThat(number(connection, "SELECT count(*) FROM t")).isZero();
    }

    @Test
    void closeInTheMiddleOfACopyEndsIt() throws Exception {
        run(connection, "INSERT INTO t SELECT i, repeat('x', 100) FROM generate_series(1, 50000) i");
        Connection other = DriverManager.getConnection("jdbc:trefoil:mem:copy");
        CopyOut out = other.unwrap(PGConnection.class).getCopyAPI().copyOut("COPY t TO STDOUT");
        out.readFromCopy();
        other.close();
        while (number(connection, "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'") > 1) {
            Thread.sleep(5);
        }
    }

    @Test
    void abortEndsACopyThatWaits() throws Exception {
        Connection other = DriverManager.getConnection("jdbc:trefoil:mem:copy");
        CopyIn in = other.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY t FROM STDIN");
        in.writeToCopy("1\tone\n".getBytes(StandardCharsets.UTF_8), 0, 6);
        CompletableFuture.runAsync(() -> {
                    try {
                        other.abort(Runnable::run);
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .get();
        run(connection, "INSERT INTO t VALUES (1, 'mine')");
    }

    /** Whoever has closed the last connection may open the database again, or give its directory to another process. */
    @Test
    void closingInTheMiddleOfACopyEndsTheDatabaseToo() throws Exception {
        for (int i = 0; i < 200; i++) {
            Connection only = DriverManager.getConnection("jdbc:trefoil:mem:closed");
            run(only, "CREATE TABLE t (a int PRIMARY KEY, b text)");
            CopyIn in = only.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY t FROM STDIN");
            in.writeToCopy("1\tone\n".getBytes(StandardCharsets.UTF_8), 0, 6);
            if (i % 2 == 0) {
                only.abort(Runnable::run);
            } else {
                only.close();
            }
        }
    }
}
