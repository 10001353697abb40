package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.CatalogSnapshot;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One table or view of pg_catalog or information_schema: PostgreSQL's columns, rows computed when read. */
public interface SystemView {
    /** pg_class.oid, PostgreSQL's own. */
    int oid();

    /** OID of its schema: pg_catalog or information_schema. */
    int namespace();

    String name();

    /** pg_class.relkind as in PostgreSQL: r or v. */
    char kind();

    /** Every column in attnum order. */
    List<ViewColumn> columns();

    /** Whether every role may read it; only superusers may read the others, such as pg_authid. */
    boolean readableByPublic();

    /**
     * The rows at this moment, a value for each column. Rows may be shared between readers: do not change them.
     *
     * @param snapshot what users created
     * @param context who asks, in which database, and what the running server knows
     */
    Iterator<@Nullable Object[]> rows(CatalogSnapshot snapshot, ViewContext context);
}
