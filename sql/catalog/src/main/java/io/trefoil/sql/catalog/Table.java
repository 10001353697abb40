package io.trefoil.sql.catalog;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table. Its rows are the entries of the key space {@code spaceId}: the encoded primary key, or a hidden 8-byte row
 * number when there is none, to the encoded columns. Indexes are objects of their own that name the table.
 *
 * @param columns in attnum order, dropped ones included (attnum = position + 1)
 * @param primaryKey column numbers (attnum) of the primary key that orders the rows; empty for row numbers
 * @param indexes OIDs of all indexes, the primary key's first; the primary key's index has no entries of its own
 * @param rowTypeOid pg_type OID of the row type, also reserved for its array type + 1
 */
public record Table(
        int oid,
        int schemaOid,
        String name,
        int ownerOid,
        @Nullable Acl acl,
        int spaceId,
        List<Column> columns,
        List<Integer> primaryKey,
        List<Constraint> constraints,
        List<Integer> indexes,
        int rowTypeOid,
        Persistence persistence)
        implements Relation {

    /** PERMANENT, UNLOGGED (kept like permanent) or TEMPORARY (dropped with its session). */
    public enum Persistence {
        PERMANENT,
        UNLOGGED,
        TEMPORARY
    }

    public Table {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        constraints = List.copyOf(constraints);
        indexes = List.copyOf(indexes);
    }

    @Override
    public char kind() {
        return 'r';
    }

    /** The column of this attnum (1-based). */
    public Column column(int number) {
        return columns.get(number - 1);
    }

    /** The live column of this name. */
    public Optional<Column> findColumn(String columnName) {
        for (Column column : columns) {
            if (!column.dropped() && column.name().equals(columnName)) {
                return Optional.of(column);
            }
        }
        return Optional.empty();
    }

    /** The same table with another list of columns. */
    public Table withColumns(List<Column> replaced) {
        return new Table(
                oid,
                schemaOid,
                name,
                ownerOid,
                acl,
                spaceId,
                replaced,
                primaryKey,
                constraints,
                indexes,
                rowTypeOid,
                persistence);
    }

    public Table withConstraints(List<Constraint> replaced) {
        return new Table(
                oid,
                schemaOid,
                name,
                ownerOid,
                acl,
                spaceId,
                columns,
                primaryKey,
                replaced,
                indexes,
                rowTypeOid,
                persistence);
    }

    public Table withIndexes(List<Integer> replaced) {
        return new Table(
                oid,
                schemaOid,
                name,
                ownerOid,
                acl,
                spaceId,
                columns,
                primaryKey,
                constraints,
                replaced,
                rowTypeOid,
                persistence);
    }

    /** The same table with its rows in another key space, ordered by another primary key. */
    public Table withStorage(int space, List<Integer> key) {
        return new Table(
                oid,
                schemaOid,
                name,
                ownerOid,
                acl,
                space,
                columns,
                key,
                constraints,
                indexes,
                rowTypeOid,
                persistence);
    }

    public Table withAcl(@Nullable Acl replaced) {
        return new Table(
                oid,
                schemaOid,
                name,
                ownerOid,
                replaced,
                spaceId,
                columns,
                primaryKey,
                constraints,
                indexes,
                rowTypeOid,
                persistence);
    }

    public Table withName(int schema, String renamed) {
        return new Table(
                oid,
                schema,
                renamed,
                ownerOid,
                acl,
                spaceId,
                columns,
                primaryKey,
                constraints,
                indexes,
                rowTypeOid,
                persistence);
    }

    public Table withOwner(int owner) {
        return new Table(
                oid,
                schemaOid,
                name,
                owner,
                acl,
                spaceId,
                columns,
                primaryKey,
                constraints,
                indexes,
                rowTypeOid,
                persistence);
    }
}
