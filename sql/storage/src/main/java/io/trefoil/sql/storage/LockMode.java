package io.trefoil.sql.storage;

/**
 * The strength of a lock on one key, weakest first, with PostgreSQL's row lock modes and conflicts
 * (PostgreSQL 15 manual, 13.3.2 "Row-Level Locks").
 *
 * <table>
 * <caption>x = conflicts</caption>
 * <tr><th></th><th>KEY_SHARE</th><th>SHARE</th><th>NO_KEY_UPDATE</th><th>UPDATE</th></tr>
 * <tr><td>KEY_SHARE</td><td></td><td></td><td></td><td>x</td></tr>
 * <tr><td>SHARE</td><td></td><td></td><td>x</td><td>x</td></tr>
 * <tr><td>NO_KEY_UPDATE</td><td></td><td>x</td><td>x</td><td>x</td></tr>
 * <tr><td>UPDATE</td><td>x</td><td>x</td><td>x</td><td>x</td></tr>
 * </table>
 */
public enum LockMode {
    /** The key stays (a foreign key points at it); its value may change. */
    KEY_SHARE,
    /** Neither key nor value changes; others may share. */
    SHARE,
    /** The holder may change the value; the key stays. */
    NO_KEY_UPDATE,
    /** The holder may change or delete the key. */
    UPDATE;

    /** Whether two transactions cannot hold these modes on one key at the same time. */
    public boolean conflictsWith(LockMode other) {
        return ordinal() + other.ordinal() >= 3;
    }

    /** Whether a holder of this mode needs no other lock to act with {@code wanted}: the modes are totally ordered. */
    public boolean covers(LockMode wanted) {
        return ordinal() >= wanted.ordinal();
    }

    /** Whether the value cannot be changed by others while this lock is held. */
    public boolean protectsValue() {
        return this != KEY_SHARE;
    }
}
