package io.trefoil.sql.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A sequence's definition (pg_sequence). Its running value lives outside transactions, in {@linkplain #counter a counter}
 * of the store. RESTART, which a rollback undoes, goes over to another counter.
 *
 * @param typeOid int2, int4 or int8
 * @param ownedByTable table of the owning column, 0 for none
 * @param restarts how often RESTART was said
 * @param identity whether it belongs to an identity column (pg_depend 'i') and not a serial one ('a')
 */
public record Sequence(
        int oid,
        int schemaOid,
        String name,
        int ownerOid,
        @Nullable Acl acl,
        int typeOid,
        long start,
        long increment,
        long minimum,
        long maximum,
        long cache,
        boolean cycle,
        int ownedByTable,
        int ownedByColumn,
        boolean identity,
        int restarts)
        implements Relation {
    /** Tells counters of restarted sequences from all others. */
    private static final long RESTARTED = 1L << 62;

    @Override
    public char kind() {
        return 'S';
    }

    /** The store's counter with the next value to be reserved. */
    public long counter() {
        return counter(restarts);
    }

    /** The counter that it had after so many restarts. */
    public long counter(int restart) {
        long own = Integer.toUnsignedLong(oid);
        return restart == 0 ? own : RESTARTED | (long) restart << 32 | own;
    }

    /** The same with a counter that was not used before. */
    public Sequence restarted() {
        return new Sequence(
                oid,
                schemaOid,
                name,
                ownerOid,
                acl,
                typeOid,
                start,
                increment,
                minimum,
                maximum,
                cache,
                cycle,
                ownedByTable,
                ownedByColumn,
                identity,
                restarts + 1);
    }

    public Sequence withOwnedBy(int table, int column) {
        return new Sequence(
                oid, schemaOid, name, ownerOid, acl, typeOid, start, increment, minimum, maximum, cache, cycle, table,
                column, identity, restarts);
    }

    public Sequence withName(int schema, String renamed) {
        return new Sequence(
                oid,
                schema,
                renamed,
                ownerOid,
                acl,
                typeOid,
                start,
                increment,
                minimum,
                maximum,
                cache,
                cycle,
                ownedByTable,
                ownedByColumn,
                identity,
                restarts);
    }

    public Sequence withAcl(@Nullable Acl replaced) {
        return new Sequence(
                oid,
                schemaOid,
                name,
                ownerOid,
                replaced,
                typeOid,
                start,
                increment,
                minimum,
                maximum,
                cache,
                cycle,
                ownedByTable,
                ownedByColumn,
                identity,
                restarts);
    }

    public Sequence withOwner(int owner) {
        return new Sequence(
                oid,
                schemaOid,
                name,
                owner,
                acl,
                typeOid,
                start,
                increment,
                minimum,
                maximum,
                cache,
                cycle,
                ownedByTable,
                ownedByColumn,
                identity,
                restarts);
    }
}
