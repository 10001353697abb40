package io.trefoil.sql.catalog.builtin;

import org.jspecify.annotations.Nullable;

/** OIDs of the schemas that every database has. */
public final class Namespaces {
    public static final int PG_CATALOG = 11;
    public static final int PG_TOAST = 99;
    public static final int PUBLIC = 2200;
    public static final int INFORMATION_SCHEMA = 13207;
    /** Our own views of the server: transactions, locks, counters. */
    public static final int TREFOIL_CATALOG = 14000;

    private Namespaces() {}

    /** Whether the relations of a schema are system views. */
    public static boolean isSystem(int oid) {
        return oid == PG_CATALOG || oid == INFORMATION_SCHEMA || oid == TREFOIL_CATALOG;
    }

    /** The name of pg_catalog, pg_toast, information_schema or trefoil_catalog; null for other OIDs. */
    public static @Nullable String nameOf(int oid) {
        return switch (oid) {
            case PG_CATALOG -> "pg_catalog";
            case PG_TOAST -> "pg_toast";
            case INFORMATION_SCHEMA -> "information_schema";
            case TREFOIL_CATALOG -> "trefoil_catalog";
            default -> null;
        };
    }

    /** The OID of pg_catalog, pg_toast, information_schema or trefoil_catalog; 0 for other names. */
    public static int oidOf(String name) {
        return switch (name) {
            case "pg_catalog" -> PG_CATALOG;
            case "pg_toast" -> PG_TOAST;
            case "information_schema" -> INFORMATION_SCHEMA;
            case "trefoil_catalog" -> TREFOIL_CATALOG;
            default -> 0;
        };
    }
}
