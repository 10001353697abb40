package io.trefoil.tck.jdbc.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.launcher.server.ServerOptions;
import io.trefoil.launcher.server.TrefoilServer;
import io.trefoil.sql.storage.StoreLocation;
import io.trefoil.wire.server.ServerConfiguration;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that goes away and comes back on the same port; the program and its pool stay. */
class RestartTest {
    private static final long CACHE_BYTES = 8L << 20;

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @EnumSource(Pool.class)
    void aPoolRecoversFromARestartOfItsServer(Pool pool) throws Exception {
        TrefoilServer server = start(0);
        int port = server.address().getPort();
        try (Pool.Running running = pool.start("jdbc:trefoil://127.0.0.1:" + port + "/trefoil", 3)) {
            Connection one = running.source().getConnection();
            Connection two = running.source().getConnection();
            execute(one, "create table t (id int)");
            execute(two, "insert into t values (1)");
            one.close();
            two.close();
            server.close();
            server = start(port);
            for (int i = 0; i < 5; i++) {
                try (Connection connection = running.source().getConnection();
                        Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("select id from t")) {
                    assertThat(rows.next()).isTrue();
                }
            }
        } finally {
            server.close();
        }
    }

    private TrefoilServer start(int port) {
        ServerConfiguration wire = ServerConfiguration.of("127.0.0.1", port, true, Optional.empty());
        return TrefoilServer.start(new ServerOptions(StoreLocation.directory(directory), CACHE_BYTES, wire));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
