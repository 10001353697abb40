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
        implements CatalogObject {}
