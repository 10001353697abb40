package io.trefoil.sql.storage;

/** What has become of {@link StorageTransaction#prepare}. */
public enum Preparation {
    /** The transaction has left its owner and is found in {@link TransactionalStore#prepared}. */
    PREPARED,
    /** Another has the name; the transaction is as it was. */
    NAME_IN_USE,
    /** It holds an advisory lock that its session holds too, so neither can keep it alone; the transaction is as it was. */
    LOCK_SHARED_WITH_SESSION
}
