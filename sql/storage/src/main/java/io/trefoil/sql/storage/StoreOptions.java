package io.trefoil.sql.storage;

/**
 * How a store is opened. Sizes in bytes.
 *
 * @param createIfMissing make an empty store if there is none
 * @param blockCacheBytes memory for cached data blocks, outside the Java heap; engines without a cache ignore it
 * @param writeBufferBytes memory for writes not yet in sorted files, outside the Java heap, over all buffers
 * @param transactionMemoryBytes of heap for one transaction's writes; what is more goes to disk, where the engine can
 * @param transactionBytesMax bound of one transaction's writes, before {@link StorageException.LimitExceeded}; engines that
 *     keep everything on the heap allow half of it at most
 * @param commitLogBytes of heap for what was written by commits since the oldest open transaction began, at most an eighth
 *     of the heap; a transaction that needs more is checked by reading again what it has read, where that is possible
 * @param versionTableSlots size of the table of last changes (8 bytes each, a power of two); more slots mean fewer exact
 *     checks, never different answers
 */
public record StoreOptions(
        boolean createIfMissing,
        long blockCacheBytes,
        long writeBufferBytes,
        long transactionMemoryBytes,
        long transactionBytesMax,
        long commitLogBytes,
        int versionTableSlots) {

    public static final StoreOptions DEFAULT =
            new StoreOptions(true, 128L << 20, 64L << 20, 64L << 20, 64L << 30, 256L << 20, 1 << 20);

    public StoreOptions {
        if (Integer.bitCount(versionTableSlots) != 1) {
            throw new IllegalArgumentException("versionTableSlots must be a power of two");
        }
    }

    public StoreOptions withCreateIfMissing(boolean other) {
        return new StoreOptions(
                other,
                blockCacheBytes,
                writeBufferBytes,
                transactionMemoryBytes,
                transactionBytesMax,
                commitLogBytes,
                versionTableSlots);
    }

    public StoreOptions withBlockCacheBytes(long other) {
        return new StoreOptions(
                createIfMissing,
                other,
                writeBufferBytes,
                transactionMemoryBytes,
                transactionBytesMax,
                commitLogBytes,
                versionTableSlots);
    }

    public StoreOptions withWriteBufferBytes(long other) {
        return new StoreOptions(
                createIfMissing,
                blockCacheBytes,
                other,
                transactionMemoryBytes,
                transactionBytesMax,
                commitLogBytes,
                versionTableSlots);
    }

    public StoreOptions withTransactionMemoryBytes(long other) {
        return new StoreOptions(
                createIfMissing,
                blockCacheBytes,
                writeBufferBytes,
                other,
                transactionBytesMax,
                commitLogBytes,
                versionTableSlots);
    }

    public StoreOptions withTransactionBytesMax(long other) {
        return new StoreOptions(
                createIfMissing,
                blockCacheBytes,
                writeBufferBytes,
                transactionMemoryBytes,
                other,
                commitLogBytes,
                versionTableSlots);
    }

    public StoreOptions withCommitLogBytes(long other) {
        return new StoreOptions(
                createIfMissing,
                blockCacheBytes,
                writeBufferBytes,
                transactionMemoryBytes,
                transactionBytesMax,
                other,
                versionTableSlots);
    }

    public StoreOptions withVersionTableSlots(int other) {
        return new StoreOptions(
                createIfMissing,
                blockCacheBytes,
                writeBufferBytes,
                transactionMemoryBytes,
                transactionBytesMax,
                commitLogBytes,
                other);
    }
}
