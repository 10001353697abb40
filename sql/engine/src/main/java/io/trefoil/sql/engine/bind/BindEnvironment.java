package io.trefoil.sql.engine.bind;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.catalog.resolve.SnapshotResolvers;
import io.trefoil.sql.catalog.resolve.TypeResolver;
import io.trefoil.sql.types.TextFormat;
import java.util.List;

/**
 * What a statement is bound against: one catalog snapshot, seen from one session.
 *
 * @param database OID of the session's database
 * @param searchPath OIDs of the schemas to look in, in order, pg_catalog included at its effective place
 * @param creationSchema OID of the schema that unqualified CREATEs go to; 0 when there is none
 * @param role the current role
 * @param textFormat how literals are read
 * @param functions bodies of the functions that can be called
 */
public record BindEnvironment(
        CatalogSnapshot catalog,
        int database,
        List<Integer> searchPath,
        int creationSchema,
        Role role,
        TextFormat textFormat,
        FunctionCatalog functions) {
    public BindEnvironment {
        searchPath = List.copyOf(searchPath);
    }

    /** PostgreSQL's type resolution over the types that this catalog has. */
    public TypeResolver types() {
        return SnapshotResolvers.of(catalog, searchPath);
    }
}
