package io.trefoil.sql.catalog.builtin;

import org.jspecify.annotations.Nullable;

/** OIDs of the schemas that every database has. */
public final class Namespaces {
    public static final int PG_CATALOG = 11;
    public static final int PG_TOAST = 99;
    public static final int PUBLIC = 2200;
    public static final int INFORMATION_SCHEMA = 13207;

    private Namespaces() {}

    /** The name of pg_catalog, pg_toast or information_schema; null for other OIDs. */
    public static @Nullable String nameOf(int oid) {
        return switch (oid) {
            case PG_CATALOG -> "pg_catalog";
            case PG_TOAST -> "pg_toast";
            case INFORMATION_SCHEMA -> "information_schema";
            default -> null;
        };
    }

    /** The OID of pg_catalog, pg_toast or information_schema; 0 for other names. */
    public static int oidOf(String name) {
        return switch (name) {
            case "pg_catalog" -> PG_CATALOG;
            case "pg_toast" -> PG_TOAST;
            case "information_schema" -> INFORMATION_SCHEMA;
            default -> 0;
        };
    }
}
