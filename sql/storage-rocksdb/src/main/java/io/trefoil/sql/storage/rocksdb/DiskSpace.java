package io.trefoil.sql.storage.rocksdb;

import io.trefoil.sql.storage.StorageException;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Refuses writes while there is still a little room on the device. When RocksDB itself meets the end of the device in the
 * middle of its log, it takes no writes for seconds after room was made, and a sync at the wrong moment ends its writing for
 * good; stopping short of that keeps it whole, and commits work again at once.
 *
 * <p>The reserve is what the write buffers need to be written out: with less, RocksDB does not recover by itself. Half of
 * it is open to commits that make room (DROP TABLE, TRUNCATE), which are small.
 */
final class DiskSpace {
    private static final long CHECK_NANOS = 100_000_000L;
    private static final long CHECK_BYTES = 4L << 20;

    private final FileStore device;
    private final long reserve;

    // The sequencer's own.
    private long bytesSinceCheck;
    private long checkedNanos = System.nanoTime() - CHECK_NANOS;
    private boolean low;

    DiskSpace(Path path, long writeBufferBytes) throws IOException {
        device = Files.getFileStore(path);
        reserve = writeBufferBytes;
    }

    /** Whether the reserve is touched. Asks the device only now and then; called by the sequencer. */
    boolean isLow(long bytesToWrite) {
        bytesSinceCheck += bytesToWrite;
        long now = System.nanoTime();
        if (low || bytesSinceCheck > CHECK_BYTES || now - checkedNanos > CHECK_NANOS) {
            low = usable() < reserve + bytesToWrite;
            bytesSinceCheck = 0;
            checkedNanos = now;
        }
        return low;
    }

    /** Whether there is room for a commit that makes room. */
    boolean hasRescueRoom(long bytesToWrite) {
        return usable() >= reserve / 2 + bytesToWrite;
    }

    /** A watch over one file or store beside the main one; used by one thread. */
    Watch watch() {
        return new Watch();
    }

    /** Throws {@code DiskFull} when what is written would touch the reserve; asks the device once in a few megabytes. */
    final class Watch {
        private long bytes = CHECK_BYTES;

        void passed(long bytesToWrite) {
            bytes += bytesToWrite;
            if (bytes > CHECK_BYTES) {
                bytes = 0;
                if (usable() < reserve + CHECK_BYTES) {
                    throw full("writing a large transaction");
                }
            }
        }
    }

    static StorageException.DiskFull full(String doing) {
        return new StorageException.DiskFull("no space left on the device while " + doing, null);
    }

    private long usable() {
        try {
            return device.getUsableSpace();
        } catch (IOException e) {
            // Nothing is known: RocksDB finds out itself.
            return Long.MAX_VALUE;
        }
    }
}
