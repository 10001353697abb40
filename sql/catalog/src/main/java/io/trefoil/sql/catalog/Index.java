package io.trefoil.sql.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index. Its entries live in the key space {@code spaceId}: encoded key columns, followed by the row's key in the
 * table. A unique entry keeps the row's key in the value instead, unless a key column is null (and nulls are distinct).
 * The primary key's index has {@code spaceId} 0: the table itself is ordered by it.
 *
 * @param method btree, hash (kept as btree), gin, hnsw ...
 * @param predicateSql condition of a partial index, null for none
 * @param included numbers of INCLUDE columns
 * @param unique whether no two entries have the same key; false for the index of a deferrable key, whose entries may for a
 *     while, and which is looked at when the statement or the transaction ends
 * @param state who keeps up and who uses the entries
 */
public record Index(
        int oid,
        int schemaOid,
        String name,
        int ownerOid,
        int tableOid,
        int spaceId,
        String method,
        boolean unique,
        boolean primary,
        boolean nullsNotDistinct,
        List<Key> keys,
        List<Integer> included,
        @Nullable String predicateSql,
        State state)
        implements Relation {

    /**
     * How far an index is that is built beside writers. While one state follows another, statements of both run side by
     * side: a writer that only deletes does no harm to one that inserts, but one that knows nothing of the index would leave
     * entries of rows it deletes. Stored by their order.
     */
    public enum State {
        /** Being built, or what is left of a build that failed: writers keep it up, nobody reads it. */
        WRITE_ONLY,
        /** Complete. */
        PUBLIC,
        /** About to be built or dropped: writers remove the entries of rows they change, and make none. */
        DELETE_ONLY
    }

    /**
     * One key column.
     *
     * @param column attnum, or 0 for an expression
     * @param expressionSql the expression as SQL text, null for a plain column
     * @param typeOid type of the key
     */
    public record Key(
            int column,
            @Nullable String expressionSql,
            int typeOid,
            int typmod,
            boolean descending,
            boolean nullsFirst,
            int opclassOid) {}

    public Index {
        keys = List.copyOf(keys);
        included = List.copyOf(included);
    }

    /** Whether queries and constraints may rely on it. */
    public boolean valid() {
        return state == State.PUBLIC;
    }

    /** Whether writers make entries. */
    public boolean ready() {
        return state != State.DELETE_ONLY;
    }

    @Override
    public char kind() {
        return 'i';
    }

    @Override
    public @Nullable Acl acl() {
        return null;
    }

    public Index withName(String renamed) {
        return new Index(
                oid,
                schemaOid,
                renamed,
                ownerOid,
                tableOid,
                spaceId,
                method,
                unique,
                primary,
                nullsNotDistinct,
                keys,
                included,
                predicateSql,
                state);
    }

    /** With other keys and another condition, which mean the same of a changed table. */
    public Index withKeys(List<Key> changed, @Nullable String predicate) {
        return new Index(
                oid,
                schemaOid,
                name,
                ownerOid,
                tableOid,
                spaceId,
                method,
                unique,
                primary,
                nullsNotDistinct,
                changed,
                included,
                predicate,
                state);
    }

    public Index withSpace(int space) {
        return new Index(
                oid,
                schemaOid,
                name,
                ownerOid,
                tableOid,
                space,
                method,
                unique,
                primary,
                nullsNotDistinct,
                keys,
                included,
                predicateSql,
                state);
    }

    public Index withState(State other) {
        return new Index(
                oid,
                schemaOid,
                name,
                ownerOid,
                tableOid,
                spaceId,
                method,
                unique,
                primary,
                nullsNotDistinct,
                keys,
                included,
                predicateSql,
                other);
    }

    /** The same definition as another index. */
    public Index copy(int newOid, String newName, int space, State newState) {
        return new Index(
                newOid,
                schemaOid,
                newName,
                ownerOid,
                tableOid,
                space,
                method,
                unique,
                false,
                nullsNotDistinct,
                keys,
                included,
                predicateSql,
                newState);
    }

    public Index withOwner(int schema, int owner) {
        return new Index(
                oid,
                schema,
                name,
                owner,
                tableOid,
                spaceId,
                method,
                unique,
                primary,
                nullsNotDistinct,
                keys,
                included,
                predicateSql,
                state);
    }
}
