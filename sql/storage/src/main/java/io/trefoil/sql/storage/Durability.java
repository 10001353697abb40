package io.trefoil.sql.storage;

/** When a commit is acknowledged (PostgreSQL's {@code synchronous_commit}). */
public enum Durability {
    /** After the write-ahead log that holds it was forced to the device: survives {@code kill -9} and power failure. */
    SYNC,
    /** At once; the log is forced within about 10 ms. A crash can lose the last moments, never consistency. */
    ASYNC
}
