package io.trefoil.sql.storage;

/**
 * The strength of a lock on a whole space (a table or an index): PostgreSQL's eight modes with its conflicts (PostgreSQL 15
 * manual, 13.3.1 "Table-Level Locks"). Writers of single keys and those who lock them take {@link #WRITE_INTENT} by
 * themselves; readers take nothing unless they ask for it.
 *
 * <table>
 * <caption>x = conflicts; the columns are in the order of the rows</caption>
 * <tr><td>READ_INTENT (ACCESS SHARE)</td><td> . . . . . . . x</td></tr>
 * <tr><td>LOCK_INTENT (ROW SHARE)</td><td> . . . . . . x x</td></tr>
 * <tr><td>WRITE_INTENT (ROW EXCLUSIVE)</td><td> . . . . x x x x</td></tr>
 * <tr><td>MAINTENANCE (SHARE UPDATE EXCLUSIVE)</td><td> . . . x x x x x</td></tr>
 * <tr><td>SHARED (SHARE)</td><td> . . x x . x x x</td></tr>
 * <tr><td>SHARED_ALONE (SHARE ROW EXCLUSIVE)</td><td> . . x x x x x x</td></tr>
 * <tr><td>WRITE_ALONE (EXCLUSIVE)</td><td> . x x x x x x x</td></tr>
 * <tr><td>EXCLUSIVE (ACCESS EXCLUSIVE)</td><td> x x x x x x x x</td></tr>
 * </table>
 */
public enum SpaceLock {
    /** "I read here": keeps the space from being dropped or rebuilt while a read-write transaction uses it. */
    READ_INTENT(0b1000_0000),
    /** "I am going to lock single keys here": keeps the space for others who do so, too. */
    LOCK_INTENT(0b1100_0000),
    /** "I write single keys here." */
    WRITE_INTENT(0b1111_0000),
    /** One at a time, beside writers: for maintenance. */
    MAINTENANCE(0b1111_1000),
    /** Nobody else writes. */
    SHARED(0b1110_1100),
    /** Nobody else writes, and only one holds this. */
    SHARED_ALONE(0b1111_1100),
    /** Nobody else writes or locks. */
    WRITE_ALONE(0b1111_1110),
    /** Nobody else reads with an intent, or writes: for DDL. The holder's own writes need no key locks. */
    EXCLUSIVE(0b1111_1111);

    /** A bit for each mode in conflict, by ordinal. */
    private final int conflicts;

    SpaceLock(int conflicts) {
        this.conflicts = conflicts;
    }

    /** Whether two transactions cannot hold these modes on one space at the same time. */
    public boolean conflictsWith(SpaceLock other) {
        return (conflicts & 1 << other.ordinal()) != 0;
    }

    /** Whether a holder of this mode needs no other lock to act with {@code wanted}. */
    public boolean covers(SpaceLock wanted) {
        return this == wanted || this == EXCLUSIVE || wanted == READ_INTENT;
    }
}
