package io.trefoil.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.tck.harness.client.WireClient;
import io.trefoil.tck.harness.server.TrefoilProcess;
import io.trefoil.wire.protocol.message.BackendMessage;
import io.trefoil.wire.protocol.message.CommandComplete;
import io.trefoil.wire.protocol.message.DataRow;
import io.trefoil.wire.protocol.message.ErrorResponse;
import io.trefoil.wire.protocol.message.Query;
import io.trefoil.wire.protocol.message.ReadyForQuery;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results, sorts and changes far larger than the heap, on a server with 256 MB of it. */
class LimitedMemoryTest {
    /** {@code -Dtck.rows=10000000} for a transaction of ten million. */
    private static final int ROWS_CHANGED = Integer.getInteger("tck.rows", 1_000_000);

    private static final int ROWS_STREAMED = 10_000_000;
    private static final int ROWS_SORTED = 1_000_000;
    private static final int PAUSE_EVERY_ROWS = 500_000;

    private static final int ROWS_RETURNED = 200_000;
    private static final int SAVEPOINTS = Integer.getInteger("tck.savepoints", 100_000);

    @TempDir
    Path directory;

    /** What drivers do that set a savepoint before each statement (autosave of pgjdbc, psql's ON_ERROR_ROLLBACK). */
    @Test
    void manySavepointsAndLargeReturningFitInto128MB() throws InterruptedException {
        try (TrefoilProcess server = TrefoilProcess.start(
                directory.resolve("store").toString(), List.of("-Xmx128m", "-XX:TieredStopAtLevel=4"), List.of())) {
            try (WireClient client = WireClient.connect(server.endpoint())) {
                client.query("create table wide (id int primary key, t text)").last();
                assertThat(rows(
                                client,
                                "insert into wide select g, repeat('x', 500) from generate_series(1, " + ROWS_RETURNED
                                        + ") g returning id, t",
                                false))
                        .isEqualTo(ROWS_RETURNED);
                client.query("begin").last();
                client.query("insert into wide values (0, 'first')").last();
                int each = 2000;
                String text = "savepoint a; savepoint b; release b; release a; ".repeat(each / 2);
                for (int made = 0; made < SAVEPOINTS; made += each) {
                    client.query(text).last();
                }
                client.query("commit").last();
            }
            assertThat(server.output()).doesNotContain("OutOfMemory");
        }
    }

    @Test
    void slowReadersAndLargeSortsFitInto256MB() throws InterruptedException {
        try (TrefoilProcess server = TrefoilProcess.start(
                directory.resolve("store").toString(), List.of("-Xmx256m", "-XX:TieredStopAtLevel=4"), List.of())) {
            try (WireClient client = WireClient.connect(server.endpoint())) {
                assertThat(rows(
                                client,
                                "select g, 'row number ' || g from generate_series(1, " + ROWS_STREAMED + ") g",
                                true))
                        .isEqualTo(ROWS_STREAMED);
                assertThat(rows(
                                client,
                                "select g, md5(g::text) as h from generate_series(1, " + ROWS_SORTED
                                        + ") g order by h, g",
                                false))
                        .isEqualTo(ROWS_SORTED);
                client.query("create table big (id int primary key, h text)").last();
                client.query("insert into big select g, md5(g::text) from generate_series(1, " + ROWS_SORTED / 4
                                + ") g")
                        .last();
                assertThat(rows(
                                client,
                                "select a.id, b.id from big a join big b on a.h = b.h order by a.h desc",
                                false))
                        .isEqualTo(ROWS_SORTED / 4);
                assertThat(rows(client, "select h, count(*) from big group by h", false))
                        .isEqualTo(ROWS_SORTED / 4);
            }
            assertThat(server.output()).doesNotContain("OutOfMemory");
        }
    }

    @Test
    void largeChangesFitInto256MB() throws IOException {
        Path file = directory.resolve("rows.txt");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < ROWS_CHANGED; i++) {
                out.write(i + "\t" + i % 100 + "\tthe text of row number " + i + "\n");
            }
        }
        try (TrefoilProcess server =
                        TrefoilProcess.start(directory.resolve("changes").toString(), List.of("-Xmx256m"), List.of());
                WireClient client = WireClient.connect(server.endpoint())) {
            client.query("create table loaded (id int, n int, w text)").last();
            assertThat(tag(client, "copy loaded from '" + file + "'")).isEqualTo("COPY " + ROWS_CHANGED);
            client.query("alter table loaded add primary key (id)").last();
            client.query("create index on loaded (w)").last();
            client.query("create table scattered (id int primary key, n int, w text)")
                    .last();
            client.query("create index on scattered (n)").last();
            assertThat(tag(
                            client,
                            "insert into scattered select (id * 7919::bigint % 1000003)::int, n, w from loaded"
                                    + " where id < 400000"))
                    .isEqualTo("INSERT 0 400000");
            assertThat(tag(client, "update scattered set n = n + 1 where n < 25"))
                    .isEqualTo("UPDATE 100000");
            assertThat(tag(client, "delete from scattered where n >= 75")).isEqualTo("DELETE 100000");
            assertThat(tag(client, "create table copied as select id, n from scattered"))
                    .isEqualTo("SELECT 300000");
            client.query("begin").last();
            assertThat(tag(client, "insert into copied select id + 2000000, n from loaded"))
                    .isEqualTo("INSERT 0 " + ROWS_CHANGED);
            client.query("rollback").last();
            assertThat(client.query("select count(*), sum(n) from copied")
                            .last()
                            .rows()
                            .get(0))
                    .containsExactly("300000", "11200000");
            assertThat(server.output()).doesNotContain("OutOfMemory");
        }
    }

    private static String tag(WireClient client, String sql) {
        return client.query(sql).last().tag();
    }

    private static int rows(WireClient client, String sql, boolean slowly) throws InterruptedException {
        client.send(new Query(sql));
        int rows = 0;
        while (true) {
            BackendMessage message = client.receive();
            switch (message) {
                case DataRow row -> {
                    rows++;
                    if (slowly && rows % PAUSE_EVERY_ROWS == 0) {
                        Thread.sleep(50);
                    }
                }
                case ErrorResponse(var diagnostics) -> throw new AssertionError(sql + ": " + diagnostics.message());
                case CommandComplete(var tag) -> assertThat(tag).endsWith(" " + rows);
                case ReadyForQuery ready -> {
                    return rows;
                }
                default -> {
                    // RowDescription
                }
            }
        }
    }
}
