package io.trefoil.sql.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A view: its columns and the query behind it as SQL text with qualified names.
 */
public record View(
        int oid,
        int schemaOid,
        String name,
        int ownerOid,
        @Nullable Acl acl,
        List<Column> columns,
        String querySql,
        int rowTypeOid)
        implements Relation {
    public View {
        columns = List.copyOf(columns);
    }

    @Override
    public char kind() {
        return 'v';
    }

    public View withSchema(int schema) {
        return new View(oid, schema, name, ownerOid, acl, columns, querySql, rowTypeOid);
    }

    public View withName(String renamed) {
        return new View(oid, schemaOid, renamed, ownerOid, acl, columns, querySql, rowTypeOid);
    }

    public View withOwner(int owner) {
        return new View(oid, schemaOid, name, owner, acl, columns, querySql, rowTypeOid);
    }

    public View withAcl(@Nullable Acl granted) {
        return new View(oid, schemaOid, name, ownerOid, granted, columns, querySql, rowTypeOid);
    }

    public View withColumns(List<Column> changed) {
        return new View(oid, schemaOid, name, ownerOid, acl, changed, querySql, rowTypeOid);
    }

    public View withQuery(String sql) {
        return new View(oid, schemaOid, name, ownerOid, acl, columns, sql, rowTypeOid);
    }
}
