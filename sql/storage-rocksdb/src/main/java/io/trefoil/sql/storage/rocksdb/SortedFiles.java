package io.trefoil.sql.storage.rocksdb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.EnvOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/** Writes ascending operations into sorted files of bounded size in a folder of their own, which goes when closed. */
final class SortedFiles implements AutoCloseable {
    private static final long FILE_BYTES = 256L << 20;
    private static final int PUTS_PER_SIZE_CHECK = 1024;

    private final Path folder;
    private final Options options;
    private final EnvOptions environment = new EnvOptions();
    private final List<String> paths = new ArrayList<>();
    private @Nullable SstFileWriter writer;
    private final DiskSpace.Watch disk;
    private int putsUntilCheck = PUTS_PER_SIZE_CHECK;
    private boolean closed;

    SortedFiles(Path folder, Options options, DiskSpace disk) {
        this.folder = folder;
        this.disk = disk.watch();
        this.options = options;
    }

    /** The files so far, in the order of their keys. */
    List<String> paths() {
        return paths;
    }

    void put(byte[] key, byte[] value) {
        disk.passed(key.length + value.length);
        try {
            writer().put(key, value);
        } catch (RocksDBException e) {
            throw RocksErrors.failed("writing a sorted file", e);
        }
    }

    void delete(byte[] key) {
        try {
            writer().delete(key);
        } catch (RocksDBException e) {
            throw RocksErrors.failed("writing a sorted file", e);
        }
    }

    /** Ends the open file: the next operation begins another. */
    void cut() {
        SstFileWriter open = writer;
        if (open != null) {
            writer = null;
            try (open) {
                open.finish();
            } catch (RocksDBException e) {
                throw RocksErrors.failed("writing a sorted file", e);
            }
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            SstFileWriter open = writer;
            if (open != null) {
                open.close();
            }
            environment.close();
            ScratchDirectory.remove(folder);
        }
    }

    private SstFileWriter writer() throws RocksDBException {
        if (--putsUntilCheck == 0) {
            putsUntilCheck = PUTS_PER_SIZE_CHECK;
            SstFileWriter full = writer;
            if (full != null && full.fileSize() > FILE_BYTES) {
                cut();
            }
        }
        SstFileWriter open = writer;
        if (open == null) {
            open = new SstFileWriter(environment, options);
            writer = open;
            String file = folder.resolve(paths.size() + ".sst").toString();
            open.open(file);
            paths.add(file);
        }
        return open;
    }
}
