package io.trefoil.sql.storage.rocksdb;

import io.trefoil.sql.storage.StorageException.OpenFailed;
import io.trefoil.sql.storage.StorageException.OpenFailed.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a store, checked before RocksDB touches it.
 *
 * <table>
 * <caption>Content</caption>
 * <tr><th>name</th><th>content</th></tr>
 * <tr><td>{@code FORMAT}</td><td>one line of ASCII: {@code trefoil-rocksdb-store }, the format version in decimal, line
 * feed</td></tr>
 * <tr><td>{@code OWNER.lock}</td><td>empty, locked by the process that has the store open</td></tr>
 * <tr><td>{@code OWNER}</td><td>the number of that process in decimal, line feed</td></tr>
 * <tr><td>{@code scratch/}</td><td>transactions too large for memory; emptied at every opening</td></tr>
 * <tr><td>{@code native/}</td><td>RocksDB's library, unpacked at every start</td></tr>
 * <tr><td>{@code data/}</td><td>RocksDB's own files: log, sorted files, manifest, lock</td></tr>
 * </table>
 *
 * @param path the directory
 */
record StoreDirectory(Path path) {
    /** The version written, and the newest that is understood. */
    static final int FORMAT_VERSION = 1;

    private static final String FORMAT_FILE = "FORMAT";
    private static final String FORMAT_WORD = "trefoil-rocksdb-store ";

    Path data() {
        return path.resolve("data");
    }

    Path library() {
        return path.resolve("native");
    }

    /** Makes or checks the directory; afterwards RocksDB may open {@link #data}. */
    void prepare(boolean createIfMissing) {
        Path format = path.resolve(FORMAT_FILE);
        try {
            if (Files.exists(format)) {
                checkVersion(Files.readString(format, StandardCharsets.US_ASCII).trim());
            } else {
                if (Files.isDirectory(path) && !isEmpty()) {
                    throw failed(
                            Reason.NOT_A_STORE,
                            "holds something else than a Trefoil store (no " + FORMAT_FILE + " file)",
                            null);
                }
                if (!createIfMissing) {
                    throw failed(Reason.NOT_A_STORE, "does not exist", null);
                }
                Files.createDirectories(path);
                writeFormat(format);
            }
            Files.createDirectories(data());
        } catch (IOException e) {
            throw failed(Reason.NOT_WRITABLE, "cannot be made, read or written: " + describe(e), e);
        }
        if (!Files.isWritable(path) || !Files.isWritable(data())) {
            throw failed(Reason.NOT_WRITABLE, "is not writable", null);
        }
    }

    OpenFailed failed(Reason reason, String what, @Nullable Throwable cause) {
        return new OpenFailed(reason, "store directory " + path + " " + what, cause);
    }

    private void checkVersion(String line) {
        int version;
        try {
            version = line.startsWith(FORMAT_WORD) ? Integer.parseInt(line.substring(FORMAT_WORD.length())) : -1;
        } catch (NumberFormatException e) {
            version = -1;
        }
        if (version < 1) {
            throw failed(
                    Reason.NOT_A_STORE,
                    "has a " + FORMAT_FILE + " file that is not understood: \"" + line + "\"",
                    null);
        }
        if (version > FORMAT_VERSION) {
            throw failed(
                    Reason.NEWER_FORMAT,
                    "was written by a newer version of Trefoil (format " + version + ", this program knows "
                            + FORMAT_VERSION + ")",
                    null);
        }
    }

    private boolean isEmpty() throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        }
    }

    private void writeFormat(Path format) throws IOException {
        Path temporary = path.resolve(FORMAT_FILE + ".new");
        byte[] line = (FORMAT_WORD + FORMAT_VERSION + "\n").getBytes(StandardCharsets.US_ASCII);
        try (FileChannel file = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            file.write(ByteBuffer.wrap(line));
            file.force(true);
        }
        Files.move(temporary, format, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(path, StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException e) {
            // Some systems cannot force a directory; the file itself is safe.
        }
    }

    private static String describe(IOException e) {
        return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : " " + e.getMessage());
    }
}
