package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Database;

/** pg_database: the databases of the server; all of them are UTF8 with the C collation. */
final class PgDatabase {
    private static final int UTF8 = 6;
    private static final int DEFAULT_TABLESPACE = 1663;

    static final ViewDefinition<Database> VIEW = ViewDefinition.of(
                    "pg_database", scope -> scope.snapshot().databases())
            .column("oid", Database::oid)
            .column("datname", Database::name)
            .column("datdba", Database::ownerOid)
            .constant("encoding", UTF8)
            .constant("datlocprovider", SqlValues.letter('c'))
            .column("datistemplate", Database::template)
            .column("datallowconn", Database::allowConnections)
            .column("datconnlimit", Database::connectionLimit)
            .constant("datfrozenxid", 0)
            .constant("datminmxid", 0)
            .constant("dattablespace", DEFAULT_TABLESPACE)
            .constant("datcollate", "C")
            .constant("datctype", "C")
            .column("datacl", (scope, database) -> scope.acl(database.acl()));

    private PgDatabase() {}
}
