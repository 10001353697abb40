package io.trefoil.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.launcher.server.OfflineCheck;
import io.trefoil.tck.harness.server.TrefoilProcess;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.largeobject.LargeObject;
import org.postgresql.largeobject.LargeObjectManager;

/** Large objects as pgjdbc uses them, by the fast path, on a store that is killed and checked. */
class LargeObjectTest {
    private static final int BYTES = 3_000_000;

    @TempDir
    Path directory;

    @Test
    void objectsAreWrittenReadAndSurvive() throws Exception {
        byte[] content = new byte[BYTES];
        new Random(7).nextBytes(content);
        Path store = directory.resolve("store");
        long oid;
        try (TrefoilProcess server = TrefoilProcess.start(store.toString())) {
            try (Connection connection =
                    DriverManager.getConnection(server.endpoint().jdbcUrl())) {
                connection.setAutoCommit(false);
                LargeObjectManager objects =
                        connection.unwrap(PGConnection.class).getLargeObjectAPI();
                oid = objects.createLO();
                try (LargeObject object = objects.open(oid, LargeObjectManager.READWRITE)) {
                    // closing the stream would close the object
                    OutputStream out = object.getOutputStream();
                    out.write(content);
                    out.flush();
                    object.seek(1_000_000);
                    assertThat(object.read(100)).isEqualTo(Arrays.copyOfRange(content, 1_000_000, 1_000_100));
                    object.seek(-5, LargeObject.SEEK_END);
                    object.write(new byte[] {1, 2, 3, 4, 5});
                    assertThat(object.tell64()).isEqualTo(BYTES);
                    assertThat(object.size64()).isEqualTo(BYTES);
                }
                connection.commit();
                System.arraycopy(new byte[] {1, 2, 3, 4, 5}, 0, content, BYTES - 5, 5);
                long gone = objects.createLO();
                objects.unlink(gone);
                assertThatThrownBy(() -> objects.open(gone, LargeObjectManager.READ))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo("42704"));
                connection.rollback();
                blobs(connection);
            }
            server.kill();
        }
        try (TrefoilProcess server = TrefoilProcess.start(store.toString());
                Connection connection =
                        DriverManager.getConnection(server.endpoint().jdbcUrl())) {
            connection.setAutoCommit(false);
            LargeObjectManager objects = connection.unwrap(PGConnection.class).getLargeObjectAPI();
            try (LargeObject object = objects.open(oid, LargeObjectManager.READ);
                    InputStream in = object.getInputStream()) {
                assertThat(in.readAllBytes()).isEqualTo(content);
            }
            try (LargeObject object = objects.open(oid, LargeObjectManager.WRITE)) {
                object.truncate(100_001);
            }
            connection.commit();
        }
        List<String> lines = new ArrayList<>();
        assertThat(OfflineCheck.run(store, lines::add)).as("%s", lines).isZero();
    }

    /** java.sql.Blob over a column of type oid. */
    private static void blobs(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table images (id int primary key, image oid)");
            try (PreparedStatement insert = connection.prepareStatement("insert into images values (1, ?)")) {
                insert.setBlob(1, new ByteArrayInputStream(new byte[] {9, 8, 7}));
                insert.executeUpdate();
            }
            connection.commit();
            try (ResultSet rows = statement.executeQuery("select image from images")) {
                assertThat(rows.next()).isTrue();
                Blob read = rows.getBlob(1);
                assertThat(read.length()).isEqualTo(3);
                assertThat(read.getBytes(2, 2)).containsExactly(8, 7);
            }
            connection.commit();
        }
    }
}
