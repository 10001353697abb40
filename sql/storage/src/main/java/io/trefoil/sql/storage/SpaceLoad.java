package io.trefoil.sql.storage;

/**
 * Very many new entries of one space in ascending order of their keys, on their way to the engine's own sorted files: they
 * take no place in the transaction's memory, pass no log, and become part of the store in one step at commit. See {@link
 * StorageStatement#load}.
 *
 * <p>Belongs to its statement and is used by the same thread. The entries become visible to later statements, and to {@link
 * Access#LATEST}, when the load is {@linkplain #finish finished}; rolling back to a mark made before that removes them.
 */
public interface SpaceLoad extends AutoCloseable {

    /**
     * Adds an entry, whose key comes behind all that were put before.
     *
     * @return false, and nothing was done, if the space has the key already or this transaction wrote it before: {@link
     *     StorageStatement#insert} or {@link StorageStatement#put} are the ways to write it
     */
    boolean put(byte[] key, byte[] value);

    /** Ends the load and makes it part of the transaction's writes. */
    void finish();

    /** Forgets everything if the load was not finished. Closing twice is allowed. */
    @Override
    void close();
}
