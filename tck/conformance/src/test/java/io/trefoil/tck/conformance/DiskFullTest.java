package io.trefoil.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.launcher.server.OfflineCheck;
import io.trefoil.tck.harness.client.QueryResult;
import io.trefoil.tck.harness.client.WireClient;
import io.trefoil.tck.harness.server.TrefoilCommand;
import io.trefoil.tck.harness.server.TrefoilProcess;
import io.trefoil.wire.protocol.message.Diagnostics;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server whose device runs full: commits are refused with 53100, reading goes on, room can be made by TRUNCATE or from
 * outside, and then all goes on without a restart. The device is a small memory file system, which only root may mount;
 * without that right the test is left out.
 */
class DiskFullTest {
    private static final int DEVICE_MEGABYTES = 200;
    private static final String FULL = "53100";
    private static final int TIMES_FULL = 4;

    @TempDir
    Path device;

    private boolean mounted;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=" + DEVICE_MEGABYTES + "m", "tmpfs", device.toString()) == 0;
        Assumptions.assumeTrue(mounted, "mounting a small file system needs root");
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (mounted) {
            run("umount", "--lazy", device.toString());
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
        } catch (IOException e) {
            return -1;
        }
    }

    /** Takes all but so many megabytes of what is free. */
    private Path fill(int left) throws IOException {
        Path ballast = device.resolve("ballast");
        byte[] block = new byte[1 << 20];
        try (RandomAccessFile file = new RandomAccessFile(ballast.toFile(), "rw")) {
            while (Files.getFileStore(device).getUsableSpace() > (left + 1L) << 20) {
                file.write(block);
            }
        }
        return ballast;
    }

    @Test
    void commitsAreRefusedUntilThereIsRoomAndReadingGoesOn() throws IOException {
        Path store = device.resolve("store");
        try (TrefoilProcess server = TrefoilProcess.start(store.toString());
                WireClient client = WireClient.connect(server.endpoint())) {
            must(client, "create table t (id int primary key, note text)");
            must(client, "create table big (id int, filling text)");
            must(client, "insert into t select g, 'row' from generate_series(1, 1000) g");
            Path ballast = fill(20);
            untilFull(client, "insert into big values (0, 'the server looks at the device now and then')");

            QueryResult refused = client.query("insert into t values (5000, 'full')");
            assertThat(error(refused)).isEqualTo(FULL);
            assertThat(refused.error())
                    .extracting(Diagnostics::message)
                    .isEqualTo("could not write to the store: No space left on device");
            assertThat(error(client.query("update t set note = 'x' where id = 7")))
                    .isEqualTo(FULL);
            assertThat(error(client.query("begin; insert into t values (5001, 'full'); commit")))
                    .isEqualTo(FULL);
            client.query("rollback");
            assertThat(client.query("select count(*), max(id) from t").last().rows())
                    .containsExactly(new String[] {"1000", "1000"});
            assertThat(server.output()).contains("commits are refused");

            Files.delete(ballast);
            must(client, "insert into t values (5000, 'fine')");
            must(client, "update t set note = 'x' where id = 7");

            fill(90);
            growUntilFull(client);
            assertThat(client.query("select note from t where id = 7").last().rows())
                    .containsExactly(new String[] {"x"});
            must(client, "truncate big");
            assertThat(server.stop()).isZero();
        }
        try (TrefoilProcess server = TrefoilProcess.start(store.toString());
                WireClient client = WireClient.connect(server.endpoint())) {
            assertThat(client.query("select count(*), max(id) from t").last().rows())
                    .containsExactly(new String[] {"1001", "5000"});
            server.kill();
        }
        TrefoilCommand.Outcome check = TrefoilCommand.run("check", "--store=" + store);
        assertThat(check.exitCode()).as(check.output()).isZero();
    }

    /** The device is full and not full, again and again, under clients that repeat what was refused. */
    @Test
    void theBooksAgreeOnADeviceThatFillsUpAgainAndAgain() throws IOException, InterruptedException {
        long seed = Long.getLong("tck.seed", System.nanoTime() % 1_000_000);
        System.out.println("full device: -Dtck.seed=" + seed);
        Path store = device.resolve("store");
        try (TrefoilProcess server = TrefoilProcess.start(store.toString())) {
            MixedLoad.makeTables(server.endpoint());
            MixedRun run = new MixedRun(16, seed, Set.of(FULL));
            run.server(server.endpoint());
            for (int i = 0; i < TIMES_FULL; i++) {
                run.sleep(400);
                Path ballast = fill(i % 2 == 0 ? 20 : 62);
                run.sleep(600);
                Files.delete(ballast);
            }
            run.end(server);
            assertThat(server.output()).contains("commits are refused");
            server.kill();
        }
        List<String> lines = new ArrayList<>();
        assertThat(OfflineCheck.run(store, lines::add)).as("%s", lines).isZero();
    }

    /** Small commits, then one large transaction that goes to files before it commits. */
    private static void growUntilFull(WireClient client) {
        // hardly compressible
        String insert = "insert into big select g, md5(g::text) || md5((-g)::text) || md5((g * 3)::text) || md5((g *"
                + " 5)::text) || md5((g * 7)::text) || md5((g * 9)::text) from generate_series(1, %d) g";
        untilFull(client, insert.formatted(10_000));
        assertThat(error(client.query(insert.formatted(400_000)))).isEqualTo(FULL);
    }

    private static void untilFull(WireClient client, String sql) {
        String state = "";
        for (int i = 0; i < 10_000 && state.isEmpty(); i++) {
            state = error(client.query(sql));
        }
        assertThat(state).isEqualTo(FULL);
    }

    private static String error(QueryResult result) {
        Diagnostics error = result.error();
        return error == null ? "" : error.sqlState();
    }

    private static void must(WireClient client, String sql) {
        QueryResult result = client.query(sql);
        assertThat(List.of(error(result))).as(sql).containsExactly("");
    }
}
