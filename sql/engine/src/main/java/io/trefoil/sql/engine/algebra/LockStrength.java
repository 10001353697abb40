package io.trefoil.sql.engine.algebra;

/** Row lock strengths of SELECT ... FOR (PostgreSQL docs, "Explicit Locking"). */
public enum LockStrength {
    KEY_SHARE,
    SHARE,
    NO_KEY_UPDATE,
    UPDATE
}
