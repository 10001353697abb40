package io.trefoil.sql.storage.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.storage.StoreLocation;
import io.trefoil.sql.storage.StoreOptions;
import io.trefoil.sql.storage.TransactionOptions;
import io.trefoil.sql.storage.TransactionalStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever lies behind the last whole record of the log: the store opens, with everything that was acknowledged. */
class LogTailTest {
    private static final int SPACE = 2000;
    private static final int COMMITS = 40;
    private static final int ROUNDS = 60;

    @TempDir
    Path directory;

    @Test
    void junkBehindTheLogIsLeftOut() throws IOException {
        long seed = Long.getLong("tck.seed", System.nanoTime());
        System.out.println("junk: -Dtck.seed=" + seed);
        Random random = new Random(seed);
        Path crashed = directory.resolve("crashed");
        try (TransactionalStore store = open(directory.resolve("store"))) {
            for (int i = 0; i < COMMITS; i++) {
                // Some records reach over a block's end.
                put(store, i, new byte[random.nextInt(3_000)]);
            }
            copy(directory.resolve("store"), crashed);
        }
        for (int round = 0; round < ROUNDS; round++) {
            Path copy = directory.resolve("copy" + round);
            copy(crashed, copy);
            Files.write(newestLog(copy), junk(random, round), StandardOpenOption.APPEND);
            assertTimeoutPreemptively(Duration.ofSeconds(300), () -> verify(copy));
        }
    }

    @Test
    void aLogThatEndsInTheMiddleOfARecordKeepsWhatIsBefore() throws IOException {
        Path crashed = directory.resolve("crashed");
        try (TransactionalStore store = open(directory.resolve("store"))) {
            for (int i = 0; i <= COMMITS; i++) {
                put(store, i, new byte[100]);
            }
            copy(directory.resolve("store"), crashed);
        }
        Path log = newestLog(crashed);
        byte[] bytes = Files.readAllBytes(log);
        Files.write(log, java.util.Arrays.copyOf(bytes, bytes.length - 20));
        verify(crashed);
    }

    private static byte[] junk(Random random, int round) {
        byte[] junk = new byte[1 + random.nextInt(round % 4 == 0 ? 40_000 : 300)];
        random.nextBytes(junk);
        if (round % 3 == 0 && junk.length > 7) {
            // Looks like a record that newer versions may add and older ones pass over.
            junk[4] = (byte) random.nextInt(60);
            junk[5] = 0;
            junk[6] = (byte) (128 + random.nextInt(128));
        }
        return junk;
    }

    private static void put(TransactionalStore store, int key, byte[] value) {
        try (StorageTransaction transaction = store.begin(TransactionOptions.DEFAULT)) {
            try (StorageStatement statement = transaction.beginStatement()) {
                statement.put(SPACE, ("key" + key).getBytes(UTF_8), value);
            }
            transaction.commit();
        }
    }

    private static void verify(Path path) {
        try (TransactionalStore store = open(path);
                StorageTransaction transaction = store.begin(TransactionOptions.READ_ONLY);
                StorageStatement statement = transaction.beginStatement()) {
            for (int i = 0; i < COMMITS; i++) {
                assertThat(statement.get(SPACE, ("key" + i).getBytes(UTF_8), Access.READ))
                        .as("key %d", i)
                        .isNotNull();
            }
        }
    }

    private static TransactionalStore open(Path path) {
        return TransactionalStore.open(StoreLocation.directory(path), StoreOptions.DEFAULT);
    }

    private static Path newestLog(Path store) throws IOException {
        try (Stream<Path> files = Files.list(store.resolve("data"))) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                if (!file.startsWith(from.resolve("native"))) {
                    Files.copy(file, to.resolve(from.relativize(file).toString()));
                }
            }
        }
    }
}
