package io.trefoil.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.sql.api.SqlService;
import io.trefoil.sql.engine.TrefoilEngine;
import io.trefoil.sql.engine.session.EngineSettings;
import io.trefoil.sql.storage.StoreLocation;
import io.trefoil.sql.storage.StoreOptions;
import io.trefoil.sql.storage.TransactionalStore;
import io.trefoil.sql.storage.core.FailingDevice;
import io.trefoil.tck.harness.client.Endpoint;
import io.trefoil.tck.harness.client.QueryResult;
import io.trefoil.tck.harness.client.WireClient;
import io.trefoil.wire.protocol.message.Diagnostics;
import io.trefoil.wire.server.PostgresServer;
import io.trefoil.wire.server.ServerConfiguration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients are told when the log cannot be forced to the device, and what they can still do. */
class FailedSyncTest {
    @TempDir
    Path directory;

    @Test
    void commitsStopInAClearStateAndReadingGoesOn() {
        withServer((client, device) -> {
            must(client, "create table t (id int primary key, v text)");
            must(client, "insert into t values (1, 'safe')");
            must(client, "create sequence s");
            device.failSync();
            assertThat(error(client, "insert into t values (2, 'unknown')"))
                    .isEqualTo("40003 the outcome of the commit is unknown");
            device.recover();
            assertThat(error(client, "insert into t values (3, 'late')")).startsWith("58030 the storage engine failed");
            assertThat(error(client, "begin; update t set v = 'x'; commit")).startsWith("58030");
            assertThat(error(client, "create table late (id int)")).startsWith("58030");
            assertThat(rows(client, "select id, v from t")).isEqualTo("1 safe");
            assertThat(rows(client, "select problem from trefoil_catalog.store"))
                    .startsWith("no commits until the next start");
            must(client, "begin");
            assertThat(rows(client, "select count(*) from t where v = 'safe'")).isEqualTo("1");
            must(client, "commit");
        });
        withServer((client, device) -> {
            assertThat(rows(client, "select v from t where id = 1")).isEqualTo("safe");
            assertThat(rows(client, "select count(*) from t where id = 3")).isEqualTo("0");
            must(client, "insert into t values (3, 'again')");
        });
    }

    private void withServer(BiConsumer<WireClient, FailingDevice> test) {
        TransactionalStore store =
                TransactionalStore.open(StoreLocation.directory(directory.resolve("store")), StoreOptions.DEFAULT);
        try (SqlService service = TrefoilEngine.open(store, new EngineSettings(directory.resolve("temporary"), 10))) {
            PostgresServer server =
                    PostgresServer.start(ServerConfiguration.of("127.0.0.1", 0, true, Optional.empty()), service);
            try (WireClient client = WireClient.connect(
                    new Endpoint("127.0.0.1", server.address().getPort(), "trefoil", "trefoil"))) {
                test.accept(client, new FailingDevice(store));
            } finally {
                server.shutdown(Duration.ofSeconds(1));
            }
        }
    }

    private static String error(WireClient client, String sql) {
        QueryResult result = client.query(sql);
        if (result.status() != 'I') {
            client.query("rollback");
        }
        Diagnostics error = result.error();
        return error == null ? "none" : error.sqlState() + " " + error.message();
    }

    private static void must(WireClient client, String sql) {
        assertThat(client.query(sql).error()).as(sql).isNull();
    }

    private static String rows(WireClient client, String sql) {
        QueryResult result = client.query(sql);
        assertThat(result.error()).as(sql).isNull();
        return String.join(" ", result.last().rows().getFirst());
    }
}
