package io.trefoil.sql.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.sql.storage.StorageException.OpenFailed;
import io.trefoil.sql.storage.StorageException.OpenFailed.Reason;
import io.trefoil.sql.storage.StoreLocation;
import io.trefoil.sql.storage.StoreOptions;
import io.trefoil.sql.storage.TransactionalStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories that are, or are not, stores. */
final class OpeningTest {
    @TempDir
    Path directory;

    private static TransactionalStore open(Path path) {
        return TransactionalStore.open(StoreLocation.directory(path), StoreOptions.DEFAULT);
    }

    private static void assertRefused(Path path, Reason reason, String words) {
        assertThatThrownBy(() -> open(path).close())
                .isInstanceOfSatisfying(
                        OpenFailed.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(words)
                .hasMessageContaining(path.toString())
                .message()
                .doesNotContain("\n");
    }

    @Test
    void aNewStoreIsMadeWithItsFormat() throws IOException {
        Path path = directory.resolve("a/b");
        open(path).close();
        assertThat(Files.readString(path.resolve("FORMAT"))).isEqualTo("trefoil-rocksdb-store 1\n");
        open(path).close();
    }

    @Test
    void aStoreInUseIsRefused() {
        try (TransactionalStore first = open(directory)) {
            assertThat(first.description()).contains("RocksDB").contains(directory.toString());
            assertRefused(directory, Reason.IN_USE, "in use by another server");
            assertRefused(
                    directory,
                    Reason.IN_USE,
                    "process (" + ProcessHandle.current().pid() + ")");
        }
        open(directory).close();
    }

    @Test
    void aStoreOfANewerFormatIsRefused() throws IOException {
        open(directory).close();
        Files.writeString(directory.resolve("FORMAT"), "trefoil-rocksdb-store 2\n");
        assertRefused(directory, Reason.NEWER_FORMAT, "newer version");
    }

    @Test
    void aDirectoryOfSomethingElseIsRefused() throws IOException {
        Files.writeString(directory.resolve("letter.txt"), "Dear reader");
        assertRefused(directory, Reason.NOT_A_STORE, "something else");
        Files.writeString(directory.resolve("FORMAT"), "what is this");
        assertRefused(directory, Reason.NOT_A_STORE, "not understood");
    }

    @Test
    void aMissingStoreIsNotMadeUnlessWished() {
        Path path = directory.resolve("missing");
        assertThatThrownBy(() -> TransactionalStore.open(
                        StoreLocation.directory(path), StoreOptions.DEFAULT.withCreateIfMissing(false)))
                .isInstanceOf(OpenFailed.class)
                .hasMessageContaining("does not exist");
        assertThat(path).doesNotExist();
    }

    @Test
    void aPlaceThatCannotBeWrittenIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");
        assertRefused(file.resolve("store"), Reason.NOT_WRITABLE, "cannot be made");
    }

    @Test
    void aDamagedStoreIsRefused() throws IOException {
        open(directory).close();
        Files.writeString(directory.resolve("data/CURRENT"), "MANIFEST-none\n");
        assertRefused(directory, Reason.CORRUPT, "");
    }
}
