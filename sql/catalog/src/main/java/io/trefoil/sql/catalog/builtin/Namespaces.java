package io.trefoil.sql.catalog.builtin;

/** OIDs of the schemas that every database has. */
public final class Namespaces {
  public static final int PG_CATALOG = 11;
  public static final int PG_TOAST = 99;
  public static final int PUBLIC = 2200;
  public static final int INFORMATION_SCHEMA = 13207;

  private Namespaces() {}
}
