package io.trefoil.sql.catalog;

import org.jspecify.annotations.Nullable;

/** What pg_class lists: tables, indexes, sequences and views share one name space within a schema. */
public sealed interface Relation extends CatalogObject permits Table, Index, Sequence, View {
    int schemaOid();

    int ownerOid();

    /** Privileges that were granted, or null for the defaults of the owner. */
    @Nullable
    Acl acl();

    /** pg_class.relkind: r, i, S or v. */
    char kind();
}
