package io.trefoil.sql.engine.algebra;

/** What to do when a row is locked by another transaction. */
public enum LockWait {
    BLOCK,
    NOWAIT,
    SKIP_LOCKED
}
