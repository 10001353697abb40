package io.trefoil.sql.storage.rocksdb;

import io.trefoil.sql.storage.StoreOptions;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.HyperClockCache;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.Options;
import org.rocksdb.WALRecoveryMode;

/**
 * RocksDB's options, and the native objects they hold.
 *
 * <p>One thread writes (the core's sequencer), so everything made for concurrent writers is off: measured to bring nothing
 * here. Bloom filters serve point reads; index and filter blocks are counted in the block cache, so that its size bounds
 * the memory for reading.
 */
final class RocksOptions implements AutoCloseable {
    private static final int BLOOM_BITS_PER_KEY = 10;
    private static final int BLOCK_BYTES = 8 << 10;
    /** Write buffers: one being filled, the others being written out. */
    private static final int WRITE_BUFFERS = 3;

    private final Cache cache;
    private final BloomFilter filter;
    private final Options options;

    RocksOptions(StoreOptions store) {
        // No list to reorder under a lock at each hit, unlike LRU; the size of an entry is found out by RocksDB itself.
        cache = new HyperClockCache(store.blockCacheBytes(), 0, -1, false);
        filter = new BloomFilter(BLOOM_BITS_PER_KEY, false);
        BlockBasedTableConfig table = new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setBlockSize(BLOCK_BYTES)
                .setFilterPolicy(filter)
                .setWholeKeyFiltering(true)
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true);
        options = new Options()
                .setCreateIfMissing(store.createIfMissing())
                .setTableFormatConfig(table)
                .setCompressionType(compression())
                .setWriteBufferSize(Math.max(1 << 20, store.writeBufferBytes() / WRITE_BUFFERS))
                .setMaxWriteBufferNumber(WRITE_BUFFERS)
                .setMaxTotalWalSize(4 * store.writeBufferBytes())
                .setLevelCompactionDynamicLevelBytes(true)
                .setMaxBackgroundJobs(2)
                .setBytesPerSync(1 << 20)
                .setParanoidChecks(true)
                .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
                .setAvoidFlushDuringShutdown(true)
                .setAllowConcurrentMemtableWrite(false)
                .setEnableWriteThreadAdaptiveYield(false)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0)
                .setKeepLogFileNum(2)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL);
    }

    Options options() {
        return options;
    }

    Cache cache() {
        return cache;
    }

    @Override
    public void close() {
        options.close();
        filter.close();
        cache.close();
    }

    private static CompressionType compression() {
        // The platform libraries on Maven Central have LZ4 built in.
        return CompressionType.LZ4_COMPRESSION;
    }
}
