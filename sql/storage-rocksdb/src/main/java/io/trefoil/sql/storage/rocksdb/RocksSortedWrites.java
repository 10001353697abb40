package io.trefoil.sql.storage.rocksdb;

import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.engine.EngineWrites;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.EnvOptions;
import org.rocksdb.IngestExternalFileOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/**
 * Very many operations as sorted files, which become part of the store in one atomic step, without passing the log and the
 * write buffers. They get one sequence number; snapshots taken before do not see them.
 */
final class RocksSortedWrites implements EngineWrites {
    private static final long FILE_BYTES = 256L << 20;
    private static final int PUTS_PER_SIZE_CHECK = 1024;

    private final Path folder;
    private final Options options;
    private final EnvOptions environment = new EnvOptions();
    private final List<String> files = new ArrayList<>();
    private @Nullable SstFileWriter writer;
    private int putsUntilCheck = PUTS_PER_SIZE_CHECK;
    private boolean closed;

    RocksSortedWrites(Path folder, Options options) {
        this.folder = folder;
        this.options = options;
    }

    @Override
    public void put(int space, byte[] key, byte[] value) {
        try {
            writer().put(RocksKeys.of(space, key), value);
        } catch (RocksDBException e) {
            throw RocksErrors.failed("writing a sorted file", e);
        }
    }

    @Override
    public void delete(int space, byte[] key) {
        try {
            writer().delete(RocksKeys.of(space, key));
        } catch (RocksDBException e) {
            throw RocksErrors.failed("writing a sorted file", e);
        }
    }

    @Override
    public void deleteRange(KeyRange range) {
        throw new UnsupportedOperationException("sorted writes hold single keys only");
    }

    /** One: the step as a whole. */
    @Override
    public int operations() {
        return 1;
    }

    @Override
    public boolean alone() {
        return true;
    }

    /**
     * Makes the files part of the store. The log is forced first, because the files are durable at once and must not survive
     * commits that they came after. A snapshot is held by the core at any time; without one RocksDB would not raise the
     * sequence number.
     */
    void ingest(RocksDB db) throws RocksDBException {
        if (files.isEmpty()) {
            return;
        }
        db.syncWal();
        try (IngestExternalFileOptions how = new IngestExternalFileOptions()
                .setMoveFiles(true)
                .setSnapshotConsistency(true)
                .setAllowGlobalSeqNo(true)
                .setAllowBlockingFlush(true)
                .setWriteGlobalSeqno(false)) {
            db.ingestExternalFile(files, how);
        }
    }

    @Override
    public void finish() {
        try {
            finishFile();
        } catch (RocksDBException e) {
            throw RocksErrors.failed("writing a sorted file", e);
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

    private void finishFile() throws RocksDBException {
        SstFileWriter open = writer;
        if (open != null) {
            writer = null;
            try (open) {
                open.finish();
            }
        }
    }

    private SstFileWriter writer() throws RocksDBException {
        SstFileWriter open = writer;
        if (open != null && --putsUntilCheck == 0) {
            putsUntilCheck = PUTS_PER_SIZE_CHECK;
            if (open.fileSize() > FILE_BYTES) {
                finishFile();
                open = null;
            }
        }
        if (open == null) {
            open = new SstFileWriter(environment, options);
            writer = open;
            String file = folder.resolve(files.size() + ".sst").toString();
            open.open(file);
            files.add(file);
        }
        return open;
    }
}
