package io.trefoil.sql.catalog.builtin;

import java.util.List;

/**
 * One of PostgreSQL's own relations in pg_catalog or information_schema: what its pg_class and pg_attribute rows say.
 *
 * @param rowType reltype: the composite type of its rows, 0 for an index
 * @param kind relkind: r table, v view, i index
 */
public record SystemRelation(int oid, String name, int namespace, int rowType, char kind, List<SystemColumn> columns) {
    public SystemRelation {
        columns = List.copyOf(columns);
    }
}
