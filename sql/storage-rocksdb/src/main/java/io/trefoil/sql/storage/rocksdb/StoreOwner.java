package io.trefoil.sql.storage.rocksdb;

import io.trefoil.sql.storage.StorageException.OpenFailed;
import io.trefoil.sql.storage.StorageException.OpenFailed.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Holds a store's directory for this process, from before anything in it is touched. RocksDB's own lock comes later than
 * the look at the log's end, and does not tell who holds it.
 *
 * <p>The locked file stays empty and is opened by nobody who only wants to read: on POSIX systems a process loses its lock
 * when it closes any channel on the file.
 */
final class StoreOwner implements AutoCloseable {
    /** Channels on files that this process holds by another channel: never closed, see above. */
    private static final Queue<FileChannel> KEPT_OPEN = new ConcurrentLinkedQueue<>();

    private final Path nameFile;
    private final FileChannel channel;

    private StoreOwner(Path nameFile, FileChannel channel) {
        this.nameFile = nameFile;
        this.channel = channel;
    }

    /** @throws OpenFailed when another process has the directory, or this one by another store */
    static StoreOwner take(StoreDirectory directory) {
        Path nameFile = directory.path().resolve("OWNER");
        try {
            FileChannel channel = FileChannel.open(
                    directory.path().resolve("OWNER.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                throw inUse(directory, nameFile, null);
            }
            Files.writeString(nameFile, ProcessHandle.current().pid() + "\n", StandardCharsets.US_ASCII);
            return new StoreOwner(nameFile, channel);
        } catch (IOException e) {
            throw directory.failed(
                    Reason.NOT_WRITABLE, "cannot be locked: " + e.getClass().getSimpleName() + " " + e.getMessage(), e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
            }
            return lock;
        } catch (OverlappingFileLockException ours) {
            KEPT_OPEN.add(channel);
            return null;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    static OpenFailed inUse(StoreDirectory directory, @Nullable Throwable cause) {
        return inUse(directory, directory.path().resolve("OWNER"), cause);
    }

    private static OpenFailed inUse(StoreDirectory directory, Path nameFile, @Nullable Throwable cause) {
        return directory.failed(Reason.IN_USE, "is in use by another server" + processIn(nameFile), cause);
    }

    private static String processIn(Path nameFile) {
        try {
            String process =
                    Files.readString(nameFile, StandardCharsets.US_ASCII).trim();
            if (process.isEmpty()) {
                return "";
            }
            boolean ours = process.equals(Long.toString(ProcessHandle.current().pid()));
            return ours ? " of this process (" + process + ")" : " or program, process " + process;
        } catch (IOException unknown) {
            return "";
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(nameFile);
            channel.close();
        } catch (IOException e) {
            // The lock ends with the process at the latest.
        }
    }
}
