package io.trefoil.sql.storage;

/**
 * Opens stores of one scheme; found by {@link java.util.ServiceLoader}, so a storage engine is a module and no edit
 * elsewhere. Engines that only keep ordered bytes implement {@code engine.StorageEngine} and return it wrapped in the
 * transaction core; an engine with transactions of its own implements {@link TransactionalStore} directly.
 */
public interface StoreProvider {

    /** The scheme of {@link StoreLocation} served. */
    String scheme();

    /**
     * Opens, and makes if missing and wished.
     *
     * @throws StorageException.OpenFailed with a message for people
     */
    TransactionalStore open(StoreLocation location, StoreOptions options);
}
