package io.trefoil.sql.storage;

/** A place in a transaction's history that it can be rolled back to: what a savepoint holds. Made by {@link StorageTransaction#mark}. */
public interface Mark {}
