package io.trefoil.sql.storage.rocksdb;

import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.engine.ScratchStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * A transaction's own RocksDB without a log, in a folder that is removed at the end. Its files are written once and never
 * compacted: they live for one transaction.
 */
final class RocksScratch implements ScratchStore {
    private static final long BUFFER_BYTES = 32L << 20;
    private static final long BATCH_BYTES = 1L << 20;

    private final Path folder;
    private final BloomFilter filter = new BloomFilter(10, false);
    private final Options options;
    private final WriteOptions unlogged = new WriteOptions().setDisableWAL(true);
    private final ReadOptions reading = new ReadOptions().setFillCache(false);
    private final RocksDB db;
    private final WriteBatch batch = new WriteBatch();
    private final DiskSpace.Watch disk;
    private boolean closed;

    RocksScratch(Path folder, Cache cache, DiskSpace disk) {
        this.folder = folder;
        this.disk = disk.watch();
        options = new Options()
                .setCreateIfMissing(true)
                .setTableFormatConfig(
                        new BlockBasedTableConfig().setBlockCache(cache).setFilterPolicy(filter))
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setWriteBufferSize(BUFFER_BYTES)
                .setMaxWriteBufferNumber(2)
                .setDisableAutoCompactions(true)
                .setLevel0SlowdownWritesTrigger(1 << 20)
                .setLevel0StopWritesTrigger(1 << 20)
                .setAllowConcurrentMemtableWrite(false)
                .setAvoidFlushDuringShutdown(true)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0);
        try {
            db = RocksDB.open(options, folder.toString());
        } catch (RocksDBException e) {
            closeOptions();
            ScratchDirectory.remove(folder);
            throw RocksErrors.failed("opening a scratch store", e);
        }
    }

    @Override
    public void put(int space, byte[] key, byte[] value) {
        disk.passed(key.length + value.length);
        try {
            batch.put(RocksKeys.of(space, key), value);
            if (batch.getDataSize() > BATCH_BYTES) {
                writeBatch();
            }
        } catch (RocksDBException e) {
            throw RocksErrors.failed("writing to a scratch store", e);
        }
    }

    @Override
    public byte @Nullable [] get(int space, byte[] key) {
        try {
            writeBatch();
            return db.get(reading, RocksKeys.of(space, key));
        } catch (RocksDBException e) {
            throw RocksErrors.failed("reading from a scratch store", e);
        }
    }

    @Override
    public KeyCursor cursor(KeyRange range, boolean reverse) {
        try {
            writeBatch();
        } catch (RocksDBException e) {
            throw RocksErrors.failed("writing to a scratch store", e);
        }
        return new RocksCursor(db, reading, range, reverse, false);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            batch.close();
            db.close();
            closeOptions();
            ScratchDirectory.remove(folder);
        }
    }

    private void writeBatch() throws RocksDBException {
        if (batch.count() > 0) {
            db.write(unlogged, batch);
            batch.clear();
        }
    }

    private void closeOptions() {
        reading.close();
        unlogged.close();
        options.close();
        filter.close();
    }
}
