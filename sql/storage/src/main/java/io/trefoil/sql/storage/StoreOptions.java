package io.trefoil.sql.storage;

/**
 * How a store is opened. Sizes in bytes.
 *
 * @param createIfMissing make an empty store if there is none
 * @param blockCacheBytes memory for cached data blocks, outside the Java heap; engines without a cache ignore it
 * @param writeBufferBytes memory for writes not yet in sorted files, outside the Java heap, over all buffers
 * @param transactionBytesMax bound of one transaction's buffered writes, before {@link StorageException.LimitExceeded}
 * @param versionTableSlots size of the table of last changes (8 bytes each, a power of two); more slots mean fewer exact
 *     checks, never different answers
 */
public record StoreOptions(
    boolean createIfMissing,
    long blockCacheBytes,
    long writeBufferBytes,
    long transactionBytesMax,
    int versionTableSlots) {

  public static final StoreOptions DEFAULT =
      new StoreOptions(true, 128L << 20, 64L << 20, 2L << 30, 1 << 20);

  public StoreOptions {
    if (Integer.bitCount(versionTableSlots) != 1) {
      throw new IllegalArgumentException("versionTableSlots must be a power of two");
    }
  }

  public StoreOptions withCreateIfMissing(boolean other) {
    return new StoreOptions(other, blockCacheBytes, writeBufferBytes, transactionBytesMax, versionTableSlots);
  }

  public StoreOptions withBlockCacheBytes(long other) {
    return new StoreOptions(createIfMissing, other, writeBufferBytes, transactionBytesMax, versionTableSlots);
  }

  public StoreOptions withWriteBufferBytes(long other) {
    return new StoreOptions(createIfMissing, blockCacheBytes, other, transactionBytesMax, versionTableSlots);
  }

  public StoreOptions withTransactionBytesMax(long other) {
    return new StoreOptions(createIfMissing, blockCacheBytes, writeBufferBytes, other, versionTableSlots);
  }

  public StoreOptions withVersionTableSlots(int other) {
    return new StoreOptions(createIfMissing, blockCacheBytes, writeBufferBytes, transactionBytesMax, other);
  }
}
