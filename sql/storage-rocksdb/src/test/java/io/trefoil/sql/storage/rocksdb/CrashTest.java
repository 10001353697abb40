package io.trefoil.sql.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.PreparedTransaction;
import io.trefoil.sql.storage.ScanRequest;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.storage.StoreLocation;
import io.trefoil.sql.storage.StoreOptions;
import io.trefoil.sql.storage.TransactionOptions;
import io.trefoil.sql.storage.TransactionalStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a writing process and looks at what is left: every acknowledged commit, and no half of any. */
final class CrashTest {
    private static final int ROUNDS = Integer.getInteger("tck.crashRounds", 5);

    @TempDir
    Path directory;

    @Test
    void acknowledgedCommitsSurviveKillAndTornLogs() throws Exception {
        long[] acknowledged = new long[CrashWriter.THREADS + 1];
        Random random = new Random(42);
        for (int round = 0; round < ROUNDS; round++) {
            writeAndKill(acknowledged, 150 + random.nextInt(300));
            if (round % 2 == 1) {
                appendJunkToLog();
            }
            check(acknowledged);
        }
        acknowledged[CrashWriter.THREADS] = Math.max(1, acknowledged[CrashWriter.THREADS]);
        assertThat(acknowledged).as("every thread got something done").doesNotContain(0);
    }

    @Test
    void asynchronousCommitsAreLostFromTheEndOnly() throws Exception {
        long seed = Long.getLong("tck.seed", System.nanoTime() % 1_000_000);
        System.out.println("asynchronous crashes: -Dtck.seed=" + seed);
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            long[] acknowledged = new long[CrashWriter.THREADS + 1];
            writeAndKill(acknowledged, 150 + random.nextInt(300), CrashWriter.ASYNC);
            cutLog(random);
            checkPrefix();
        }
    }

    @Test
    void whatIsPreparedOrEndedStaysSo() throws Exception {
        Random random = new Random(43);
        for (int round = 0; round < ROUNDS; round++) {
            long[] acknowledged = new long[CrashWriter.THREADS + 1];
            writeAndKill(acknowledged, 300 + random.nextInt(500), CrashWriter.PREPARED);
            boolean cut = round % 3 == 2;
            if (cut) {
                cutLog(random);
            } else if (round % 3 == 1) {
                appendJunkToLog();
            }
            checkPrepared(acknowledged, !cut);
        }
    }

    /** @param all whether everything that was synced is there; else whatever is there has to be whole */
    private void checkPrepared(long[] acknowledged, boolean all) {
        try (TransactionalStore store =
                TransactionalStore.open(StoreLocation.directory(directory), StoreOptions.DEFAULT)) {
            Map<Integer, Long> prepared = new HashMap<>();
            for (PreparedTransaction transaction : store.prepared()) {
                String[] name = transaction.name().split(" ");
                prepared.put(Integer.parseInt(name[0]), Long.parseLong(name[1]));
                assertThat(transaction.findProblem()).isEmpty();
            }
            long[] committed = committed(store);
            for (int t = 0; all && t < CrashWriter.THREADS; t++) {
                long number = acknowledged[t] / 2;
                boolean ended = acknowledged[t] % 2 == 1 || !Objects.equals(prepared.get(t), number);
                if (ended && number > 0) {
                    assertThat(prepared.getOrDefault(t, Long.MAX_VALUE)).isGreaterThan(number);
                    assertThat(committed[t] == number).isEqualTo(CrashWriter.commits(number));
                }
            }
            System.out.println(prepared.size() + " were prepared when the process was killed");
            store.prepared().forEach(CrashWriter::end);
            assertThat(store.locks()).isEmpty();
            long[] after = committed(store);
            for (int t = 0; t < CrashWriter.THREADS; t++) {
                Long number = prepared.get(t);
                long expected = number != null && CrashWriter.commits(number) ? number : committed[t];
                assertThat(after[t]).isEqualTo(expected);
            }
        }
    }

    /** The number of the last committed transaction of each thread, which has left all of its rows. */
    private static long[] committed(TransactionalStore store) {
        try (StorageTransaction transaction = store.begin(TransactionOptions.READ_ONLY);
                StorageStatement statement = transaction.beginStatement()) {
            long[] numbers = new long[CrashWriter.THREADS];
            for (int t = 0; t < numbers.length; t++) {
                numbers[t] = read(statement, t);
                assertThat(read(statement, CrashWriter.TOTAL + 1 + t)).isEqualTo(numbers[t]);
            }
            Set<Long> large = new HashSet<>();
            try (KeyCursor cursor = statement.scan(ScanRequest.of(KeyRange.all(CrashWriter.LARGE)))) {
                while (cursor.next()) {
                    large.add(CrashWriter.value(cursor.value()));
                }
            }
            assertThat(large).as("large transactions are whole").hasSizeLessThanOrEqualTo(1);
            return numbers;
        }
    }

    /** A power failure: the end of the newest log is gone, from anywhere. */
    private void cutLog(Random random) throws IOException {
        try (RandomAccessFile log = new RandomAccessFile(newestLog().toFile(), "rw")) {
            log.setLength(random.nextLong(log.length() + 1));
        }
        if (random.nextBoolean()) {
            appendJunkToLog();
        }
    }

    /** Commits 1 to n are there, whole, and nothing of later ones. */
    private void checkPrefix() {
        try (TransactionalStore store =
                        TransactionalStore.open(StoreLocation.directory(directory), StoreOptions.DEFAULT);
                StorageTransaction transaction = store.begin(TransactionOptions.READ_ONLY);
                StorageStatement statement = transaction.beginStatement()) {
            long[] counts = new long[CrashWriter.THREADS];
            int next = 1;
            try (KeyCursor cursor = statement.scan(ScanRequest.of(KeyRange.all(CrashWriter.LOG)))) {
                while (cursor.next()) {
                    assertThat(cursor.key()).as("no gaps").isEqualTo(CrashWriter.key(next++));
                    counts[ByteBuffer.wrap(cursor.value()).getInt()]++;
                }
            }
            assertThat(read(statement, CrashWriter.TOTAL)).isEqualTo(next - 1);
            for (int t = 0; t < CrashWriter.THREADS; t++) {
                assertThat(read(statement, t)).as("whole transactions only").isEqualTo(counts[t]);
                assertThat(read(statement, CrashWriter.TOTAL + 1 + t)).isEqualTo(counts[t]);
            }
            System.out.println(next - 1 + " asynchronous commits survived");
        }
    }

    private void writeAndKill(long[] acknowledged, int millis, String... mode) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CrashWriter.class.getName(),
                directory.toString()));
        command.addAll(List.of(mode));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            assertThat(lines.readLine()).isEqualTo("open");
            Thread killer = Thread.ofVirtual().start(() -> {
                try {
                    Thread.sleep(millis);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                // Of the handle: that of the process would also close the stream that is being read.
                process.toHandle().destroyForcibly();
            });
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int space = line.indexOf(' ');
                if (space > 0 && space < line.length() - 1) {
                    int thread = Integer.parseInt(line.substring(0, space));
                    acknowledged[thread] = Math.max(acknowledged[thread], Long.parseLong(line.substring(space + 1)));
                }
            }
            killer.join();
        }
        process.waitFor();
    }

    private void check(long[] acknowledged) {
        try (TransactionalStore store =
                        TransactionalStore.open(StoreLocation.directory(directory), StoreOptions.DEFAULT);
                StorageTransaction transaction = store.begin(TransactionOptions.READ_ONLY);
                StorageStatement statement = transaction.beginStatement()) {
            long sum = 0;
            for (int t = 0; t < CrashWriter.THREADS; t++) {
                long count = read(statement, t);
                assertThat(count).as("commits of thread " + t).isGreaterThanOrEqualTo(acknowledged[t]);
                assertThat(read(statement, CrashWriter.TOTAL + 1 + t))
                        .as("whole transactions only")
                        .isEqualTo(count);
                acknowledged[t] = count;
                sum += count;
            }
            assertThat(read(statement, CrashWriter.TOTAL))
                    .as("whole transactions only")
                    .isEqualTo(sum);
            long rounds = read(statement, CrashWriter.ROUNDS);
            assertThat(rounds).as("large commits").isGreaterThanOrEqualTo(acknowledged[CrashWriter.THREADS]);
            acknowledged[CrashWriter.THREADS] = rounds;
            int rows = 0;
            try (KeyCursor cursor = statement.scan(ScanRequest.of(KeyRange.all(CrashWriter.LARGE)))) {
                while (cursor.next()) {
                    assertThat(CrashWriter.value(cursor.value()))
                            .as("large transactions are whole")
                            .isEqualTo(rounds);
                    rows++;
                }
            }
            assertThat(rows).isEqualTo(rounds == 0 ? 0 : CrashWriter.LARGE_ROWS);
            System.out.println(sum + " commits and " + rounds + " large ones survived");
        }
    }

    private static long read(StorageStatement statement, int row) {
        return CrashWriter.value(statement.get(CrashWriter.SPACE, CrashWriter.key(row), Access.READ));
    }

    /** What a crash in the middle of a write leaves behind the last complete record. */
    private void appendJunkToLog() throws IOException {
        try (RandomAccessFile log = new RandomAccessFile(newestLog().toFile(), "rw")) {
            log.seek(log.length());
            byte[] junk = new byte[200];
            new Random(7).nextBytes(junk);
            log.write(junk);
        }
    }

    private Path newestLog() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("data"))) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }
}
