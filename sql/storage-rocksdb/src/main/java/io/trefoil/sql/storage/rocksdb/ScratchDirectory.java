package io.trefoil.sql.storage.rocksdb;

import io.trefoil.sql.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** {@code DIR/scratch}: folders of transactions that are too large for memory. Nothing in it outlives the process. */
final class ScratchDirectory {
    private final Path path;
    private final AtomicLong last = new AtomicLong();

    /** Removes what a crash left. */
    ScratchDirectory(Path path) {
        this.path = path;
        remove(path);
    }

    /** A new, empty folder. */
    Path newFolder() {
        Path folder = path.resolve(Long.toString(last.incrementAndGet()));
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw failed("making " + folder, e);
        }
    }

    /** Removes a folder with everything in it. */
    static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw failed("removing " + folder, e);
        }
    }

    private static StorageException failed(String doing, IOException e) {
        if (String.valueOf(e.getMessage()).contains("No space left")) {
            return new StorageException.DiskFull("no space left on the device while " + doing, e);
        }
        return new StorageException.EngineFailed("failed while " + doing + ": " + e.getMessage(), e);
    }
}
