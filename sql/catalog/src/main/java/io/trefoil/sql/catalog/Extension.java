package io.trefoil.sql.catalog;

/** A row of pg_extension: CREATE EXTENSION of something that is built in. */
public record Extension(int oid, int databaseOid, int schemaOid, String name, String version)
        implements CatalogObject {}
