package io.trefoil.sql.storage;

/** The isolation levels that a transaction can run at; READ UNCOMMITTED of SQL is served as {@link #READ_COMMITTED}. */
public enum Isolation {
    /** Each statement has a snapshot of its own; rows it locks are rechecked, and a changed row restarts the statement. */
    READ_COMMITTED,
    /** Snapshot isolation: one snapshot, the first updater of a row wins. Write skew is possible. */
    REPEATABLE_READ,
    /** Equivalent to running the transactions one after the other, in an order that agrees with real time. */
    SERIALIZABLE
}
