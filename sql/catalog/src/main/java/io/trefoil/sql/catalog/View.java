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
}
