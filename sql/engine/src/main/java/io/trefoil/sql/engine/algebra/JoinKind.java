package io.trefoil.sql.engine.algebra;

/** Join types. SEMI and ANTI yield the left row only. */
public enum JoinKind {
    INNER,
    LEFT,
    RIGHT,
    FULL,
    SEMI,
    ANTI;

    /** Whether the right side's columns are part of the result. */
    public boolean yieldsRight() {
        return this != SEMI && this != ANTI;
    }
}
