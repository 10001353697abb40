package io.trefoil.sql.catalog;

import org.jspecify.annotations.Nullable;

/** A schema (pg_namespace) of one database. The OIDs of pg_catalog (11), information_schema and pg_toast are fixed. */
public record Schema(
        int oid,
        int databaseOid,
        String name,
        int ownerOid,
        @Nullable Acl acl) implements CatalogObject {
    public Schema withName(String renamed) {
        return new Schema(oid, databaseOid, renamed, ownerOid, acl);
    }

    public Schema withOwner(int owner) {
        return new Schema(oid, databaseOid, name, owner, acl);
    }

    public Schema withAcl(@Nullable Acl granted) {
        return new Schema(oid, databaseOid, name, ownerOid, granted);
    }
}
