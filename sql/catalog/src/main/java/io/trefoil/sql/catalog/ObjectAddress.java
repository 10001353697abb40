package io.trefoil.sql.catalog;

/**
 * What a comment or a dependency points at: catalog, object and column (pg_description's key).
 *
 * @param classOid OID of the catalog: 1259 pg_class, 2615 pg_namespace, 1262 pg_database, 1260 pg_authid, 2606
 *     pg_constraint ...
 * @param subId column number, 0 for the object itself
 */
public record ObjectAddress(int classOid, int objectOid, int subId) {}
