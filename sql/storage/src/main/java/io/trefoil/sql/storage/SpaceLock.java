package io.trefoil.sql.storage;

/**
 * The strength of a lock on a whole space (a table or an index). Writers of single keys take {@link #WRITE_INTENT} by
 * themselves; readers take nothing unless they ask for it.
 *
 * <table>
 * <caption>x = conflicts</caption>
 * <tr><th></th><th>READ_INTENT</th><th>WRITE_INTENT</th><th>SHARED</th><th>EXCLUSIVE</th></tr>
 * <tr><td>READ_INTENT</td><td></td><td></td><td></td><td>x</td></tr>
 * <tr><td>WRITE_INTENT</td><td></td><td></td><td>x</td><td>x</td></tr>
 * <tr><td>SHARED</td><td></td><td>x</td><td></td><td>x</td></tr>
 * <tr><td>EXCLUSIVE</td><td>x</td><td>x</td><td>x</td><td>x</td></tr>
 * </table>
 */
public enum SpaceLock {
    /** "I read here": keeps the space from being dropped or rebuilt while a read-write transaction uses it. */
    READ_INTENT,
    /** "I write single keys here." */
    WRITE_INTENT,
    /** Nobody else writes. */
    SHARED,
    /** Nobody else reads with an intent, or writes: for DDL. The holder's own writes need no key locks. */
    EXCLUSIVE;

    /** Whether two transactions cannot hold these modes on one space at the same time. */
    public boolean conflictsWith(SpaceLock other) {
        if (this == EXCLUSIVE || other == EXCLUSIVE) {
            return true;
        }
        return (this == WRITE_INTENT && other == SHARED) || (this == SHARED && other == WRITE_INTENT);
    }

    /** Whether a holder of this mode needs no other lock to act with {@code wanted}. */
    public boolean covers(SpaceLock wanted) {
        return this == wanted || this == EXCLUSIVE || wanted == READ_INTENT;
    }
}
