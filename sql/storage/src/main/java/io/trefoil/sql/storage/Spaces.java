package io.trefoil.sql.storage;

/**
 * The numbering of spaces. A space is one ordered key range of its own: a table's rows or one index. Numbers are
 * compared unsigned and are never reused.
 */
public final class Spaces {
    /** Belongs to the store itself: counters, spaces waiting to be dropped. Refused in every operation. */
    public static final int STORE = 0;
    /** Belongs to the SQL catalog. */
    public static final int CATALOG = 1;
    /** Holds what became of sessions' commits, for clients that never heard. */
    public static final int COMMIT_OUTCOMES = 2;
    /** Holds large objects. */
    public static final int LARGE_OBJECTS = 3;
    /** The first number that {@link TransactionalStore#allocateSpace} gives out; smaller ones are fixed by convention. */
    public static final int FIRST_ALLOCATED = 1024;

    /** The greatest number: not a space of keys, but the name under which advisory locks stand in the lock table. */
    public static final int ADVISORY = -1;

    private Spaces() {}
}
