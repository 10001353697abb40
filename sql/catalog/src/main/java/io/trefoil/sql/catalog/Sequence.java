package io.trefoil.sql.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A sequence's definition (pg_sequence). Its running value lives outside transactions, in the store's counter of the
 * same OID.
 *
 * @param typeOid int2, int4 or int8
 * @param ownedByTable table of the owning column, 0 for none
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
        boolean identity)
        implements Relation {
    @Override
    public char kind() {
        return 'S';
    }

    public Sequence withOwnedBy(int table, int column) {
        return new Sequence(
                oid, schemaOid, name, ownerOid, acl, typeOid, start, increment, minimum, maximum, cache, cycle, table,
                column, identity);
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
                identity);
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
                identity);
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
                identity);
    }
}
