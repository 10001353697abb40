package io.trefoil.sql.catalog;

import org.jspecify.annotations.Nullable;

/** A row of pg_database. */
public record Database(
        int oid,
        String name,
        int ownerOid,
        boolean template,
        boolean allowConnections,
        int connectionLimit,
        @Nullable Acl acl)
        implements CatalogObject {
    public Database withName(String renamed) {
        return new Database(oid, renamed, ownerOid, template, allowConnections, connectionLimit, acl);
    }

    public Database withOwner(int owner) {
        return new Database(oid, name, owner, template, allowConnections, connectionLimit, acl);
    }

    public Database withAcl(@Nullable Acl granted) {
        return new Database(oid, name, ownerOid, template, allowConnections, connectionLimit, granted);
    }
}
