package io.trefoil.sql.types;

/** Placeholder until the types land. */
public final class SqlRecord {
  private SqlRecord() {}
}
