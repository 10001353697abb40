package io.trefoil.sql.types;

import java.util.Optional;

/** The registry of built-in types by OID and by pg_type name. */
public final class SqlTypes {
  private SqlTypes() {}

  /** The type with this OID, when Trefoil implements it. */
  public static Optional<SqlType> find(int oid) {
    return Optional.empty();
  }
}
